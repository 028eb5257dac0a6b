"""Whether every part of the running site answers: web, database, broker, worker and beat.

The worker and beat are known by what they leave: beat asks for a sweep every 20 seconds, the worker runs
it. If no sweep has run for a while, requests that wait in the queue mean that the worker is silent, and an
empty queue that beat is.
"""

from datetime import datetime, timedelta

from django.db import DatabaseError
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from wellbeing.outbox import queues, state

LATE = timedelta(minutes=5)


def parts(now: datetime) -> dict[str, bool]:
    """Each part and whether it answers. What cannot be found out counts as silent."""
    silent_for, has_database = None, True
    try:
        silent_for = state.silence(now)
    except DatabaseError:
        has_database = False
    try:
        asked, has_broker = queues.asked(), True
    except (KombuError, RedisError, OSError):
        asked, has_broker = 0, False
    is_swept = has_broker and silent_for is not None and silent_for < LATE
    return {
        "web": True,
        "database": has_database,
        "broker": has_broker,
        "worker": is_swept or (has_broker and has_database and not asked),
        "beat": is_swept or (has_broker and has_database and asked > 0),
    }
