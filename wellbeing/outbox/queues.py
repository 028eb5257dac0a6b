"""One queue a channel, so that a slow carrier keeps nobody else's letters waiting."""

from celery import current_app
from kombu import Queue

DEFAULT = "celery"
CHANNELS = ("email", "matrix", "xmpp", "ntfy", "telegram", "signal", "nothing")


def name(channel: str) -> str:
    return f"outbox.{channel}"


def waiting(channel: str) -> int:
    """How many batches of a channel nobody has taken yet."""
    return _length(name(channel))


def asked() -> int:
    """How many other tasks, sweeps among them, nobody has taken yet."""
    return _length(DEFAULT)


def _length(queue: str) -> int:
    with current_app.connection_for_read() as connection:
        return int(connection.default_channel.queue_declare(queue).message_count)


def every() -> list[Queue]:
    """The queues that each worker takes from in turn."""
    return [Queue(DEFAULT), *(Queue(name(channel)) for channel in CHANNELS)]
