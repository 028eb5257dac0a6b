"""What it means to be refused: nothing has changed, and a person reads what to do instead."""

from django.utils.functional import Promise


class Refused(Exception):
    """`sentence` says what to do instead. Each package has a kind of its own, so that one can be told from
    another."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)
