"""Fills the tables of the outbox and of subscriptions: `python -m tests.bench.filling ...`.

letters COUNT CHANNEL    so many confirmed subscriptions with real boxes, all of them due now
stored COUNT             so many rows in all, a thousand of them due; their boxes are noise of the same size
"""

import secrets
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import django
from django.db import connection

django.setup()

from wellbeing.checkins.contents import ROOM, Contents  # noqa: E402  models need the settings
from wellbeing.checkins.models import Subscription  # noqa: E402  models need the settings
from wellbeing.checkins.rhythm import Every, Rhythm  # noqa: E402  models need the settings
from wellbeing.privacy import server_keys  # noqa: E402  models need the settings

ENDS_ON = date.today() + timedelta(days=170)  # noqa: DTZ011
EVERY_DAY = Rhythm(Every.WEEK, frozenset(range(7)), 0, 0, "Asia/Yekaterinburg", ENDS_ON)
STORED = """
    WITH made AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, %(count)s) AS n),
    subscriptions AS (
        INSERT INTO checkins_subscription (id, channel, box, tag, is_confirmed, guesses, ends_month)
        SELECT id, 'email', %(box)s, uuid_send(gen_random_uuid()), true, 0, %(month)s FROM made
    )
    INSERT INTO outbox_due (id, source, channel, due_at, "left", is_handing, tries, refusals)
    SELECT id, 'nudges', 'nothing',
           now() + '1 day'::interval
                   * CASE WHEN n %% (%(count)s / 1000) = 0 THEN -random() ELSE 1 + random() * 7 END,
           12, false, 0, 0
    FROM made
"""


def main(kind: str, count: int, channel: str = "nothing") -> None:
    with connection.cursor() as cursor:
        if kind == "shut":
            fill(count, channel, kind, shut_now())
            return
        cursor.execute("TRUNCATE checkins_subscription, outbox_due, outbox_tally")
        if kind == "letters":
            fill(count, channel, "person", EVERY_DAY)
        else:
            box = secrets.token_bytes(server_keys.box_size(ROOM))
            cursor.execute(STORED, {"count": count, "box": box, "month": ENDS_ON.replace(day=1)})
        cursor.execute("VACUUM ANALYZE checkins_subscription, outbox_due")


def shut_now() -> Rhythm:
    """A rhythm whose window of an hour opens three hours from now."""
    opens = datetime.now(ZoneInfo(EVERY_DAY.zone)) + timedelta(hours=3)
    start = opens.hour * 60 + opens.minute
    return replace(EVERY_DAY, start=start, end=(start + 60) % (24 * 60))


def fill(count: int, channel: str, name: str, rhythm: Rhythm) -> None:
    ids = [uuid4() for _ in range(count)]
    copy(
        "checkins_subscription (id, channel, box, tag, is_confirmed, guesses, ends_month)",
        subscriptions(ids, name, rhythm),
    )
    copy(
        'outbox_due (id, source, channel, due_at, "left", is_handing, tries, refusals)',
        ((id, "nudges", channel, "2026-01-01T00:00Z", 12, False, 0, 0) for id in ids),
    )


def subscriptions(ids: list[UUID], name: str, rhythm: Rhythm) -> Iterator[tuple[object, ...]]:
    for number, id in enumerate(ids):
        contents = Contents(
            address=f"{name}{number}@example.org",
            subject="Цветы",
            text="Полить цветы на кухне и на балконе.",
            language="ru",
            rhythm=rhythm,
            has_link=False,
            since=ENDS_ON,
        )
        row = Subscription(id=id)
        row.put(contents)
        yield id, "email", row.box, secrets.token_bytes(16), True, 0, row.ends_month


def copy(table: str, rows: Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
        for row in rows:
            target.write_row(row)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
