"""Time that passes for one round on the running site: its hours, its retreats and what people are asked lie
further back."""

from datetime import timedelta

import psycopg

from tests.running import Site

# Days of teams, of the programme and of where it is held follow those of the retreat.
MOVED = (
    """UPDATE retreats_round SET closes_at = closes_at - %(span)s, draws_at = draws_at - %(span)s,
        appeals_end_on = (appeals_end_on - %(span)s)::date, over_on = (over_on - %(span)s)::date
        WHERE id = %(round)s""",
    """UPDATE retreats_retreat SET begins_on = (begins_on - %(span)s)::date,
        ends_on = (ends_on - %(span)s)::date WHERE round_id = %(round)s""",
    "UPDATE retreats_application SET goes_on = (goes_on - %(span)s)::date WHERE round_id = %(round)s",
    """UPDATE retreats_offer SET answer_by = answer_by - %(span)s FROM retreats_retreat AS retreat
        WHERE retreat.id = retreat_id AND retreat.round_id = %(round)s""",
    """UPDATE retreats_stayform AS form SET goes_on = (form.goes_on - %(span)s)::date
        FROM retreats_offer AS offer, retreats_retreat AS retreat
        WHERE offer.id = form.offer_id AND retreat.id = offer.retreat_id AND retreat.round_id = %(round)s""",
    """UPDATE cohorts_wave
        SET opens_on = (opens_on - %(span)s)::date, closes_on = (closes_on - %(span)s)::date
        FROM retreats_retreat AS retreat WHERE cohort_id = retreat.pulse AND retreat.round_id = %(round)s""",
    """UPDATE cohorts_cohort AS cohort SET ends_on = (cohort.ends_on - %(span)s)::date
        FROM retreats_retreat AS retreat WHERE cohort.id = retreat.pulse AND retreat.round_id = %(round)s""",
)
LOOK = "from courses.retreats.periodic import look_after_rounds; look_after_rounds()"


def days_pass(site: Site, round_: str, days: int) -> None:
    """So many days pass for a round, its retreats and those who applied."""
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        for statement in MOVED:
            connection.execute(statement, {"span": timedelta(days=days), "round": round_})


def look_after(site: Site) -> None:
    """What beat asks for every minute: rounds whose hour came are closed."""
    site.manage("shell", "--verbosity", "0", "-c", LOOK)
