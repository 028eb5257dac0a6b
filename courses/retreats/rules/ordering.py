"""Another order of the aims of a policy, one step at a time. Imports no framework.

What cannot be (the first one up, one that stands there already) leaves the order as it is.
"""

from courses.retreats.rules.policy import Aim

Aims = tuple[Aim, ...]


def up(aims: Aims, aim: Aim) -> Aims:
    """One place earlier."""
    i = aims.index(aim) if aim in aims else 0
    return aims if i == 0 else (*aims[: i - 1], aim, aims[i - 1], *aims[i + 1 :])


def down(aims: Aims, aim: Aim) -> Aims:
    """One place later."""
    return up(aims[::-1], aim)[::-1]


def first(aims: Aims, aim: Aim) -> Aims:
    return (aim, *without(aims, aim))


def without(aims: Aims, aim: Aim) -> Aims:
    return tuple(each for each in aims if each != aim)


def last(aims: Aims, aim: Aim) -> Aims:
    """At the end, unless it stands there already."""
    return aims if aim in aims else (*aims, aim)
