"""Whether somebody still makes a document that takes long: a worker that is there says so as it goes."""

from uuid import UUID

from django.core.cache import cache

# So long after it was last said there is no worker.
ALIVE_SECONDS = 90


def say(what: str, id: UUID) -> None:
    cache.set(f"{what}:{id}", 1, timeout=ALIVE_SECONDS)


def is_said(what: str, id: UUID) -> bool:
    """Whether somebody works on it, as far as is known."""
    return cache.get(f"{what}:{id}") is not None
