"""Time that passes for one run on the running site: everything that it has by the clock lies further back."""

from datetime import timedelta

import psycopg

from tests.running import Site

# Sessions first, the earliest of all first: none comes to lie upon another of its run.
SESSIONS = "SELECT id FROM runs_session WHERE run_id = %s ORDER BY starts_at"
MOVE_SESSION = "UPDATE runs_session SET starts_at = starts_at - %s, ends_at = ends_at - %s WHERE id = %s"
MOVE_WAVES = """
    UPDATE cohorts_wave SET opens_on = (opens_on - %s)::date, closes_on = (closes_on - %s)::date
    WHERE cohort_id = (SELECT pulse FROM runs_run WHERE id = %s)
"""
MOVE_COHORT = """
    UPDATE cohorts_cohort SET ends_on = (ends_on - %s)::date
    WHERE id = (SELECT pulse FROM runs_run WHERE id = %s)
"""
MOVED = (
    MOVE_COHORT,
    "UPDATE runs_run SET over_on = (over_on - %s)::date WHERE id = %s",
    "UPDATE runs_party SET goes_on = (goes_on - %s)::date WHERE run_id = %s",
    "UPDATE runs_party SET answer_by = answer_by - %s WHERE run_id = %s",
)


def days_pass(site: Site, run: str, days: int) -> None:
    """So many days pass for a run, its trainers and those who have a place in it."""
    span = timedelta(days=days)
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        for (session,) in connection.execute(SESSIONS, [run]).fetchall():
            connection.execute(MOVE_SESSION, [span, span, session])
        connection.execute(MOVE_WAVES, [span, span, run])
        for statement in MOVED:
            connection.execute(statement, [span, run])
