"""Claiming what is due, marking what is about to be handed over, writing down what became of it.

Each statement changes a row only under the condition that makes the change true and tells which rows
it met. So a batch that comes a second time, a worker that was thought dead and two sweeps at once all
find nothing that another one holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from wellbeing.outbox.settling import Line, Settled

# Lists go in binary form (`b`), which costs a third of the text.
HELD = """
    SELECT id, source, "left", tries, gives_up_at, refusals FROM outbox_due
    WHERE id = ANY(%(ids)b) AND claim = %(claim)s AND is_handing = %(is_handing)s
"""
# What is picked is picked once (MATERIALIZED): joined in a loop, the list would be drawn up again for each
# row, find others unlocked, and go beyond its limit.
CLAIM = """
    WITH picked AS MATERIALIZED (
        SELECT id FROM outbox_due
        WHERE channel = %(channel)s AND due_at <= %(now)s AND is_handing = %(is_handing)s
        ORDER BY due_at LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox_due SET claim = %(claim)s, due_at = %(until)s
    WHERE id IN (SELECT id FROM picked)
    RETURNING id
"""
# A lease that ends soon is made longer when a letter is marked; otherwise its index entry stays untouched.
MARK = """
    UPDATE outbox_due SET is_handing = true, due_at = greatest(due_at, %(until)s)
    WHERE id = ANY(%(ids)b) AND claim = %(claim)s AND NOT is_handing
    RETURNING id
"""
# A plain comparison of `claim` would be estimated by statistics in which hardly any row is claimed, and the
# two lists joined in a loop; what stands in CASE is not estimated. The tally is written last and in order, so
# that workers hardly wait for each other and never in a circle.
WRITE = """
    WITH new AS (
        SELECT * FROM unnest(
            %(ids)b::uuid[], %(outcomes)b::text[], %(due)b::timestamptz[], %(left)b::int[], %(tries)b::int[],
            %(gives_up)b::timestamptz[], %(refusals)b::int[]
        ) AS new(id, outcome, due_at, "left", tries, gives_up_at, refusals)
    ), settled AS (
        UPDATE outbox_due AS due
        SET claim = NULL, is_handing = false, due_at = new.due_at, "left" = new.left,
            tries = new.tries, gives_up_at = new.gives_up_at, refusals = new.refusals
        FROM new
        WHERE due.id = ANY(%(going_on)b::uuid[]) AND due.id = new.id
            AND CASE WHEN due.claim = %(claim)s THEN true END
        RETURNING due.id, new.outcome
    ), ended AS (
        DELETE FROM outbox_due AS due USING new
        WHERE due.id = ANY(%(over)b::uuid[]) AND due.id = new.id
            AND CASE WHEN due.claim = %(claim)s THEN true END
        RETURNING due.id, new.outcome
    ), met AS (
        SELECT * FROM settled UNION ALL SELECT * FROM ended
    ), counted AS (
        INSERT INTO outbox_tally (day, channel, outcome, letters)
        SELECT %(day)s, %(channel)s, outcome, count(*)
        FROM met WHERE outcome IS NOT NULL GROUP BY outcome ORDER BY outcome
        ON CONFLICT (day, channel, outcome) DO UPDATE SET letters = outbox_tally.letters + excluded.letters
    )
    SELECT id FROM met
"""
RELEASE = """
    UPDATE outbox_due SET claim = NULL, due_at = %(now)s
    WHERE id = ANY(%(ids)b) AND claim = %(claim)s AND NOT is_handing
    RETURNING id
"""
DROP = "DELETE FROM outbox_due WHERE id = ANY(%(ids)b) AND claim = %(claim)s RETURNING id"


@dataclass(frozen=True, slots=True)
class Held:
    """A row of a claimed batch."""

    id: UUID
    source: str
    line: Line


def claim_due(*, channel: str, claim: UUID, now: datetime, until: datetime, most: int) -> list[UUID]:
    """Claim up to `most` rows of a channel that are due, or whose lease has ended before they were marked."""
    return _claim(channel, claim, now, until, most, is_handing=False)


def claim_lapsed(*, channel: str, claim: UUID, now: datetime, until: datetime, most: int) -> list[UUID]:
    """Claim up to `most` rows whose worker went silent while it may have handed them over."""
    return _claim(channel, claim, now, until, most, is_handing=True)


def held(*, ids: list[UUID], claim: UUID, is_handing: bool) -> list[Held]:
    """Those of the rows that this claim still holds, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"ids": ids, "claim": claim, "is_handing": is_handing})
        rows = {
            id: Held(id, source, Line(left, tries, gives_up_at, refusals))
            for id, source, left, tries, gives_up_at, refusals in cursor.fetchall()
        }
    return [rows[id] for id in ids if id in rows]


def mark(*, ids: list[UUID], claim: UUID, until: datetime) -> set[UUID]:
    """Mark those of the rows that this claim still holds as being handed over, and tell which."""
    return set(_ids(MARK, {"ids": ids, "claim": claim, "until": until})) if ids else set()


def write_down(
    settled: Mapping[UUID, Settled], *, claim: UUID, channel: str, today: date
) -> dict[UUID, Settled]:
    """Write what became of rows, count it, and return those that this claim still held.

    Rows that are over are removed. Writing the same twice counts it once.
    """
    if not settled:
        return {}
    each = [*settled.values()]
    values = {
        "claim": claim,
        "day": today,
        "channel": channel,
        "ids": [*settled],
        "going_on": [id for id, one in settled.items() if one.due_at is not None],
        "over": [id for id, one in settled.items() if one.due_at is None],
        "outcomes": [one.outcome and str(one.outcome) for one in each],
        "due": [one.due_at for one in each],
        "left": [one.line.left for one in each],
        "tries": [one.line.tries for one in each],
        "gives_up": [one.line.gives_up_at for one in each],
        "refusals": [one.line.refusals for one in each],
    }
    return {id: settled[id] for id in _ids(WRITE, values)}


def release(*, ids: list[UUID], claim: UUID, now: datetime) -> None:
    """Make those of the rows that this claim still holds, and has not marked, due again at once."""
    if ids:
        _ids(RELEASE, {"ids": ids, "claim": claim, "now": now})


def drop(*, ids: list[UUID], claim: UUID) -> None:
    """Remove rows whose source has nothing any more."""
    if ids:
        _ids(DROP, {"ids": ids, "claim": claim})


def _claim(
    channel: str, claim: UUID, now: datetime, until: datetime, most: int, *, is_handing: bool
) -> list[UUID]:
    values = {"channel": channel, "claim": claim, "now": now, "until": until, "most": most}
    return _ids(CLAIM, values | {"is_handing": is_handing})


def _ids(statement: str, values: Mapping[str, Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [id for (id,) in cursor.fetchall()]
