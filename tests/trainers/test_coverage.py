"""Who is counted for a region, and who is not."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_evidence,
    create_pathway,
    create_trainer,
)
from trainers.actions import certificates
from trainers.coverage import NOBODY, SOMEBODY, Coverage, Covered, Level, Wanted, columns, coverage, rows
from trainers.models import Certificate, PathwayVersion, Trainer
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def of(found: Coverage, code: str = "RU-TOM") -> Covered:
    return next(each for each in found.regions if each.region.pk == code)


def certified(
    version: PathwayVersion, *, code: str = "RU-TOM", today: date = TODAY, **trainer: object
) -> Certificate:
    person = create_trainer(code=code, **trainer)  # type: ignore[arg-type]  # as the factory takes them
    candidacy = create_candidacy(trainer=person, version=version, began=date(2024, 1, 1))
    return create_certificate(candidacy=candidacy, code=code, today=today)


def test_every_region_is_there_and_those_with_nobody_come_first() -> None:
    certified(create_pathway())

    found = coverage(Wanted(), TODAY)

    assert len(found.regions) == Region.objects.count() == found.without + 1
    assert [each.active for each in found.regions] == [0] * found.without + [1]
    assert found.trainers == 1


def test_active_are_those_who_may_lead_today_and_go_on_working() -> None:
    version = create_pathway()
    certified(version, formats=["online"], languages=["ru", "tt"])
    certified(version, today=date(2024, 12, 20), formats=["in_person", "online"], languages=["ru"])
    certified(version, today=date(2024, 9, 20))  # in grace
    certified(version, today=date(2024, 5, 20))  # lapsed
    gone = certified(version).candidacy.trainer
    Trainer.objects.filter(pk=gone.pk).update(active_until_month=date(2026, 10, 1))
    suspended = certified(version, languages=["hy"])
    Certificate.objects.filter(pk=suspended.pk).update(suspended_month=date(2026, 11, 1))

    here = of(coverage(Wanted(), TODAY))

    assert (here.active, here.ending, here.in_grace, here.level) == (3, 1, 1, Level.ACTIVE)
    assert (here.formats, here.languages) == (("онлайн", "очно"), ("русский", "татарский"))
    assert of(coverage(Wanted(), TODAY), "RU-PER").level is Level.NOBODY


def test_a_person_with_certificates_for_two_regions_is_one_person() -> None:
    version = create_pathway()
    first = certified(version)
    create_certificate(candidacy=first.candidacy, code="RU-PER")

    found = coverage(Wanted(), TODAY)

    assert (of(found).active, of(found, "RU-PER").active, found.trainers) == (1, 1, 1)


def test_in_training_is_who_is_at_home_there_without_a_certificate_for_it() -> None:
    version = create_pathway()
    create_candidacy(trainer=create_trainer(), version=version)
    create_trainer()  # on no pathway
    certified(version)
    create_candidacy(trainer=(left := create_trainer()), version=version)
    Trainer.objects.filter(pk=left.pk).update(
        active_until_month=date(2026, 1, 1), active_from_month=date(2025, 1, 1)
    )
    elsewhere = create_candidacy(trainer=create_trainer(code="RU-PER"), version=version)
    create_certificate(candidacy=elsewhere, code="RU-KGN")

    found = coverage(Wanted(), TODAY)

    assert [of(found, code).in_training for code in ("RU-TOM", "RU-PER", "RU-KGN")] == [1, 1, 0]
    assert of(found, "RU-PER").level is Level.IN_TRAINING


def test_a_region_whose_every_certificate_ends_soon_is_marked() -> None:
    certified(create_pathway(), today=date(2024, 12, 20))

    assert of(coverage(Wanted(), TODAY)).level is Level.ENDING


def test_the_last_run_is_the_latest_accepted_of_either_kind_in_that_region() -> None:
    candidacy = create_candidacy(began=date(2024, 1, 1))
    create_evidence(candidacy=candidacy, kind="led", month=date(2026, 5, 1), status="accepted")
    create_evidence(candidacy=candidacy, kind="co_facilitated", month=date(2026, 7, 1), status="accepted")
    create_evidence(candidacy=candidacy, kind="led", month=date(2026, 9, 1))
    create_evidence(candidacy=candidacy, kind="safety", month=date(2026, 10, 1), status="accepted")

    found = coverage(Wanted(), TODAY)

    assert (of(found).months_since_run, of(found, "RU-PER").months_since_run) == (4, None)


def test_filters_choose_whom_to_count_and_which_regions_to_show() -> None:
    version = create_pathway()
    certified(version, languages=["tt"], formats=["in_person"])
    certified(version, code="GE", languages=["ru"])
    create_candidacy(trainer=create_trainer(code="RU-PER", languages=["tt"]), version=version)
    tatar = Wanted(language="tt")

    def codes(wanted: Wanted) -> list[str]:
        return [each.region.pk for each in coverage(wanted, TODAY).regions]

    assert codes(replace(tatar, who=SOMEBODY)) == ["RU-TOM"]
    assert codes(Wanted(who=SOMEBODY, format="online")) == ["GE"]
    assert codes(Wanted(who=SOMEBODY, kind="country")) == ["GE"]
    assert {"GE", "RU-PER"} <= set(codes(replace(tatar, who=NOBODY)))
    assert "RU-TOM" not in codes(replace(tatar, who=NOBODY))
    assert of(coverage(tatar, TODAY), "RU-PER").in_training == 1
    assert of(coverage(Wanted(language="ru"), TODAY), "RU-PER").in_training == 0
    assert [coverage(wanted, TODAY).trainers for wanted in (Wanted(), tatar, Wanted(kind="country"))] == [
        2,
        1,
        1,
    ]


def test_a_revoked_certificate_counts_for_nobody() -> None:
    certificate = certified(create_pathway())
    by, second = create_coordinator(), create_coordinator()
    proposal = certificates.propose(
        certificate=certificate, kind="revoke", reason="ethics", by=by, today=TODAY
    )
    certificates.confirm(proposal=proposal, by=second, today=TODAY)

    assert of(coverage(Wanted(), TODAY)).active == 0


def test_the_same_table_goes_into_a_file() -> None:
    certified(create_pathway(), formats=["online"])

    last = rows(TODAY)[-1]

    assert last == ["RU-TOM", "Томская область", 1, 0, 0, 0, ["онлайн"], ["русский"], 1]
    assert len(columns()) == len(last)


def test_four_queries_however_many(django_assert_num_queries: object) -> None:
    version = create_pathway()
    for number in range(3):
        if number:
            certified(version, code=("RU-TOM", "RU-PER", "GE")[number])
        with django_assert_num_queries(4):  # type: ignore[operator]  # the fixture is untyped
            coverage(Wanted(), TODAY)
