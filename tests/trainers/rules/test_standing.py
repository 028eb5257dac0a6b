"""What holds of every pathway, certificate, piece of evidence and day. Hypothesis draws them."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.trainers.rules import drawn
from trainers.rules import months, standing
from trainers.rules.pathway import Held, Pathway, Requirement, Shown, Stage
from trainers.rules.standing import Change, Missing, Place, Standing, State, WayBack

A_DAY = timedelta(days=1)
# From the best to the worst that the day alone decides.
ORDER = [
    (State.CERTIFIED, None),
    (State.RENEWAL_DUE, WayBack.RENEWAL),
    (State.IN_GRACE, WayBack.RENEWAL),
    (State.LAPSED, WayBack.REACTIVATION),
    (State.LAPSED, WayBack.AWARD),
]


def place(day: date, since: date | None = None) -> Place:
    return Place("RU-TOM", day, since)


def turns(pathway: Pathway, held: Held) -> list[date]:
    """The first days of the five, told once more with another calendar."""
    ended = held.expires + relativedelta(months=1)
    lapsed = ended + relativedelta(days=pathway.grace_days)
    return [
        date.min,
        ended - relativedelta(days=pathway.renewal_days),
        ended,
        lapsed,
        lapsed + relativedelta(months=pathway.reactivation_months),
    ]


def told(pathway: Pathway, held: Held | None, day: date) -> Standing:
    """The rules said once more."""
    if held is None:
        return Standing(State.IN_TRAINING, None, WayBack.AWARD)
    if held.is_revoked or held.is_suspended:
        state = State.REVOKED if held.is_revoked else State.SUSPENDED
        return Standing(state, None, WayBack.DECISION)
    days = turns(pathway, held)
    now = max(number for number, turn in enumerate(days) if turn <= day)
    until = days[now + 1] - A_DAY if now + 1 < len(days) else None
    state, way = ORDER[now]
    return Standing(state, until, way)


def rank(now: Standing) -> int:
    return ORDER.index((now.state, now.way))


@given(drawn.pathways(), st.none() | drawn.held(), drawn.DAYS)
@settings(max_examples=1_000)
@example(Pathway((), grace_days=0, renewal_days=0), Held(*[date(2024, 1, 1)] * 3), date(2024, 2, 1))
@example(
    Pathway((), grace_days=30, reactivation_months=12), Held(*[date(2023, 12, 1)] * 3), date(2025, 1, 31)
)
def test_no_state_but_by_rule(pathway: Pathway, held: Held | None, day: date) -> None:
    assert standing.stand(pathway, held, day) == told(pathway, held, day)


@given(drawn.pathways(), drawn.held(), st.integers(1, 24), drawn.DAYS)
@settings(max_examples=500)
def test_extending_never_shortens(pathway: Pathway, held: Held, more: int, day: date) -> None:
    longer = replace(held, expires=months.later(held.expires, more))
    before, after = standing.stand(pathway, held, day), standing.stand(pathway, longer, day)
    if held.is_revoked or held.is_suspended:
        assert after == before
        return
    assert rank(after) <= rank(before)
    if rank(after) == rank(before) and before.until:
        assert after.until and after.until > before.until


@given(drawn.pathways(), drawn.held(), st.integers(1, 24), drawn.DAYS)
def test_what_extending_brings_comes_later(pathway: Pathway, held: Held, more: int, day: date) -> None:
    held = replace(held, is_revoked=False)
    longer = replace(held, expires=months.later(held.expires, more))
    before = {each.change: each.on for each in standing.coming(pathway, held, (), place(day))}
    after = {each.change: each.on for each in standing.coming(pathway, longer, (), place(day))}
    assert before.keys() <= after.keys()
    assert all(after[change] > on for change, on in before.items())


@given(drawn.pathways(), st.none() | drawn.held(), drawn.shown(), drawn.DAYS, st.integers())
def test_the_order_of_evidence_never_matters(
    pathway: Pathway, held: Held | None, shown: list[Shown], day: date, seed: int
) -> None:
    mixed = Random(seed).sample(shown, len(shown))
    where = place(day)
    for stage in Stage:
        assert standing.missing(pathway, stage, mixed, where) == standing.missing(
            pathway, stage, shown, where
        )
    assert standing.coming(pathway, held, mixed, where) == standing.coming(pathway, held, shown, where)


@given(drawn.pathways(), drawn.shown(), drawn.shown(), st.sampled_from(Stage), drawn.DAYS)
def test_showing_more_never_leaves_more_to_show(
    pathway: Pathway, shown: list[Shown], more: list[Shown], stage: Stage, day: date
) -> None:
    before = {each.requirement.key: each for each in standing.missing(pathway, stage, shown, place(day))}
    after = standing.missing(pathway, stage, [*shown, *more], place(day))
    assert {each.requirement.key for each in after} <= before.keys()
    assert all(each.has >= before[each.requirement.key].has for each in after)


@given(
    drawn.pathways(),
    drawn.shown(),
    st.sampled_from(Stage),
    drawn.DAYS,
    st.none() | drawn.some_months(),
)
@settings(max_examples=500)
def test_missing_is_what_a_slower_reading_of_the_rules_finds(
    pathway: Pathway, shown: list[Shown], stage: Stage, day: date, since: date | None
) -> None:
    where = place(day, since)
    found = standing.missing(pathway, stage, shown, where)

    wanted = [each for each in pathway.requirements if each.stage is stage and not each.instead_of]
    assert [each.requirement for each in found] == [
        each for each in wanted if not is_met(each, pathway, shown, where)
    ]
    for each in every(found):
        assert each.has == amount(each.requirement, shown, where) < each.requirement.amount
        assert each.lacks == each.requirement.amount - each.has > 0
        others = [other for other in pathway.requirements if other.instead_of == each.requirement.key]
        assert [other.requirement for other in each.instead] == others


def every(found: tuple[Missing, ...]) -> list[Missing]:
    return [each for one in found for each in (one, *every(one.instead))]


def is_met(asked: Requirement, pathway: Pathway, shown: list[Shown], where: Place) -> bool:
    if amount(asked, shown, where) >= asked.amount:
        return True
    others = [each for each in pathway.requirements if each.instead_of == asked.key]
    return any(is_met(each, pathway, shown, where) for each in others)


def amount(asked: Requirement, shown: list[Shown], where: Place) -> int:
    total = 0
    for each in shown:
        age = relativedelta(where.day.replace(day=1), each.month)
        old = age.years * 12 + age.months
        if each.kind != asked.kind or (asked.subject and asked.subject != each.subject):
            continue
        if each.month > where.day or (where.since and each.month < where.since):
            continue
        if asked.within_months is not None and old > asked.within_months:
            continue
        if asked.in_region and each.region != where.region:
            continue
        total += each.amount
    return total


@given(drawn.pathways(), st.none() | drawn.held(), drawn.DAYS, st.data())
@settings(max_examples=500)
def test_what_comes_is_in_order_and_true_on_its_day_and_not_before(
    pathway: Pathway, held: Held | None, day: date, data: st.DataObject
) -> None:
    shown = data.draw(drawn.shown(until=day))
    found = standing.coming(pathway, held, shown, place(day))

    assert [each.on for each in found] == sorted(each.on for each in found)
    assert all(each.on > day for each in found)
    for each in found:
        on, before = place(each.on), place(each.on - A_DAY)
        if each.change is Change.EVIDENCE_AGES:
            assert each.requirement
            assert standing.counted(each.requirement, shown, before) >= each.requirement.amount
            assert standing.counted(each.requirement, shown, on) < each.requirement.amount
        else:
            assert held
            lifted = replace(held, is_suspended=False)
            then = rank(standing.stand(pathway, lifted, each.on))
            assert then > rank(standing.stand(pathway, lifted, each.on - A_DAY))


@given(drawn.pathways(), drawn.held(), st.data())
def test_every_turn_of_a_certificate_that_is_still_to_come_is_told(
    pathway: Pathway, held: Held, data: st.DataObject
) -> None:
    day = data.draw(drawn.DAYS | st.sampled_from(turns(pathway, held)[1:]))
    found = {each.on for each in standing.coming(pathway, held, (), place(day))}

    assert found == (set() if held.is_revoked else {turn for turn in turns(pathway, held) if turn > day})


@given(drawn.pathways(), drawn.held(), drawn.DAYS, st.integers(0, 400))
def test_a_renewal_never_ends_sooner_than_what_it_renews_or_than_one_made_earlier(
    pathway: Pathway, held: Held, day: date, later: int
) -> None:
    until = standing.renewed_until(pathway, held, day)

    assert until > held.expires
    assert until >= months.later(held.expires, pathway.months_valid)
    assert standing.renewed_until(pathway, held, day + timedelta(later)) >= until


@given(drawn.pathways(), drawn.held(), st.data())
def test_a_renewed_certificate_is_valid_on_the_day_of_its_renewal(
    pathway: Pathway, held: Held, data: st.DataObject
) -> None:
    held = replace(held, is_revoked=False, is_suspended=False)
    _, opens, *_, last = turns(pathway, held)
    assume(opens < last)
    day = data.draw(st.dates(opens, last - A_DAY))
    assert standing.stand(pathway, held, day).way in {WayBack.RENEWAL, WayBack.REACTIVATION}
    renewed = replace(held, expires=standing.renewed_until(pathway, held, day))

    assert standing.stand(pathway, renewed, day).state in standing.ACTIVE
