"""One queue a channel, so that a slow carrier keeps nobody else's letters waiting."""

from collections.abc import Iterable, Mapping

from celery import current_app
from kombu import Queue

DEFAULT = "celery"
CHANNELS = ("email", "matrix", "xmpp", "ntfy", "telegram", "signal", "nothing")


def name(channel: str) -> str:
    return f"outbox.{channel}"


def waiting(channels: Iterable[str]) -> dict[str, int]:
    """How many batches of each channel nobody has taken yet."""
    return _lengths({channel: name(channel) for channel in channels})


def asked() -> int:
    """How many other tasks, sweeps among them, nobody has taken yet."""
    return _lengths({DEFAULT: DEFAULT})[DEFAULT]


def _lengths(queues: Mapping[str, str]) -> dict[str, int]:
    with current_app.connection_for_read() as connection:
        declare = connection.default_channel.queue_declare
        return {key: int(declare(queue).message_count) for key, queue in queues.items()}


def every() -> list[Queue]:
    """The queues that each worker takes from in turn."""
    return [Queue(DEFAULT), *(Queue(name(channel)) for channel in CHANNELS)]
