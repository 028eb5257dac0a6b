"""Pathways, evidence and certificates as Hypothesis draws them: any that the database would let be."""

from datetime import date

from hypothesis import strategies as st

from trainers.rules import months
from trainers.rules.pathway import Held, Kind, Pathway, Requirement, Shown, Stage, Unit

REGIONS = ("RU-TOM", "RU-PER")
SUBJECTS = ("", "one", "two")
FIRST, LAST = date(2020, 1, 1), date(2032, 12, 31)
# Some months are shorter, one of them now and then: the days around their ends are worth more looks.
DAYS = st.dates(FIRST, LAST) | st.builds(months.last_day, st.dates(FIRST, LAST))


def some_months(last: date = LAST) -> st.SearchStrategy[date]:
    return st.builds(months.of, st.dates(FIRST, last))


@st.composite
def pathways(draw: st.DrawFn) -> Pathway:
    """Up to six requirements; some stand in the place of one before them, of the same stage."""
    found: list[Requirement] = []
    for number in range(draw(st.integers(1, 6))):
        stage = draw(st.sampled_from(Stage))
        places = ["", *(each.key for each in found if each.stage is stage)]
        kind = draw(st.sampled_from(Kind))
        found.append(
            Requirement(
                key=f"r{number}",
                stage=stage,
                kind=kind,
                count=draw(st.integers(1, 3)),
                unit=Unit.HOURS if kind is Kind.SUPERVISION else Unit.TIMES,
                subject=draw(st.sampled_from(SUBJECTS)),
                within_months=draw(st.none() | st.integers(1, 36)),
                in_region=draw(st.booleans()),
                instead_of=draw(st.sampled_from(places)),
            )
        )
    valid = draw(st.integers(1, 60))
    return Pathway(
        requirements=tuple(found),
        months_valid=valid,
        renewal_days=draw(st.integers(0, min(valid * 28, 200))),
        grace_days=draw(st.sampled_from((0, 1, 30, 31, 90)) | st.integers(0, 400)),
        reactivation_months=draw(st.integers(0, 24)),
    )


@st.composite
def held(draw: st.DrawFn) -> Held:
    issued = draw(some_months())
    return Held(
        issued=issued,
        period=months.later(issued, draw(st.integers(0, 24))),
        expires=months.later(issued, draw(st.integers(0, 60))),
        is_suspended=draw(st.booleans()),
        is_revoked=draw(st.booleans()),
    )


def shown(until: date = LAST) -> st.SearchStrategy[list[Shown]]:
    """What was shown up to a day: often enough of the same kind to count together."""
    one = st.builds(
        Shown,
        kind=st.sampled_from(Kind),
        month=some_months(until),
        region=st.sampled_from(REGIONS),
        amount=st.sampled_from((1, 1, 1, 2, 30, 60)),
        subject=st.sampled_from(SUBJECTS),
    )
    return st.lists(one, max_size=25)
