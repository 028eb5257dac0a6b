"""What PostgreSQL refuses, as a sentence that a person can act on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from courses.retreats.refusals import Refused


def rule_of(error: IntegrityError) -> str:
    """The name of the rule that was broken."""
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")


@contextmanager
def in_words(refused: Mapping[str, type[Refused]]) -> Iterator[None]:
    """Raises the refusal whose key is a part of the rule's name; what is not foreseen goes on as it is."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        rule = rule_of(error)
        for part, kind in refused.items():
            if part in rule:
                raise kind from error
        raise
