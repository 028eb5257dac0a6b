"""What stands between a draft and the public, and that nothing gets around it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation
from pytest_django import DjangoCaptureOnCommitCallbacks

from cms import generation
from tests.assessments import building
from tests.factories.assessments import (
    EDITOR,
    TODAY,
    create_draft,
    create_finding,
    create_next_step,
    create_published,
)
from wellbeing.assessments.actions import instruments, licences, publishing, steps
from wellbeing.assessments.actions.drafts import NotADraft
from wellbeing.assessments.actions.licences import NotAllowed
from wellbeing.assessments.actions.publishing import NotPublishable, ReasonMissing
from wellbeing.assessments.actions.steps import TooManySteps
from wellbeing.assessments.models import InstrumentVersion, Item, NextStep
from wellbeing.assessments.rules.definition import Licence, LicenceClass

pytestmark = [pytest.mark.django_db, pytest.mark.service]

FREE = Licence(
    LicenceClass.FREE,
    "A holder",
    "https://example.org/terms",
    "2026-01-31",
    allowed_uses=("display",),
    attribution={"ru": "Чьё-то.", "en": "Somebody's."},
)
PERMITTED = replace(
    FREE,
    licence_class=LicenceClass.OPERATOR,
    evidence_url="",
    evidence_on="",
    reference="A letter of 2 March",
)


def rules(version: InstrumentVersion) -> list[str]:
    with pytest.raises(NotPublishable) as refused:
        publishing.publish(version=version, by=EDITOR, today=TODAY)
    version.refresh_from_db()
    assert version.status == "draft"
    return [reason.rule for reason in refused.value.reasons]


def test_publishing_says_who_and_when_and_retires_the_version_before() -> None:
    first, second = create_published(), create_draft()

    published = publishing.publish(version=second, by="vera", today=TODAY)

    assert (published.status, published.published_by, published.published_on) == ("published", "vera", TODAY)
    first.refresh_from_db()
    assert (first.status, first.published_by) == ("retired", EDITOR)


def test_other_instruments_stay_as_they_are() -> None:
    other = create_published(slug="check-2")

    create_published(slug="check-1")

    other.refresh_from_db()
    assert other.status == "published"


def test_an_error_blocks_and_is_named_in_the_language_that_is_on() -> None:
    version = create_draft(count=2, response_sets=(building.create_response_set(0, key="how-often"),))

    with translation.override("en"), pytest.raises(NotPublishable) as refused:
        publishing.publish(version=version, by=EDITOR, today=TODAY)

    said = [reason.text for reason in refused.value.reasons if reason.rule == "error"]
    assert "Response set “how-often”: at least two answers with a code are needed; there are 1." in said


def test_an_open_finding_blocks_until_a_named_person_gives_a_reason() -> None:
    version = create_draft()
    finding = create_finding(version=version)
    create_finding(version=version, severity="note")
    assert rules(version) == ["unsigned_findings"]
    with pytest.raises(ReasonMissing):
        publishing.sign_off(finding=finding, by="vera", reason=" \n", today=TODAY)

    publishing.sign_off(finding=finding, by="vera", reason=" It is Russian. ", today=TODAY)

    finding.refresh_from_db()
    assert (finding.signed_off_by, finding.signed_off_on, finding.reason) == ("vera", TODAY, "It is Russian.")
    assert publishing.publish(version=version, by=EDITOR, today=TODAY).status == "published"


def test_a_warning_that_came_up_behind_the_form_blocks_too() -> None:
    version = create_draft()
    Item.objects.create(version=version, key="extra", text_ru="Ещё", text_en="More", response_set="how-often")

    assert rules(version) == ["unsigned_findings"]


def test_a_sensitive_question_needs_the_statement_that_help_is_staffed() -> None:
    version = create_draft(is_sensitive=True)
    assert rules(version) == ["help_not_stated"]

    publishing.state_help_is_staffed(version=version, by="vera", today=TODAY)

    published = publishing.publish(version=version, by=EDITOR, today=TODAY)
    assert (published.help_staffed_by, published.help_staffed_on) == ("vera", TODAY)


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (replace(FREE, licence_class=LicenceClass.NEVER), ["licence_never"]),
        (replace(FREE, holder=""), ["licence_incomplete"]),
        (replace(FREE, evidence_url=""), ["licence_incomplete"]),
        (replace(FREE, evidence_on=""), ["licence_incomplete"]),
        (replace(FREE, allowed_uses=()), ["licence_incomplete"]),
        (replace(FREE, attribution={}), ["licence_incomplete"]),
        (replace(PERMITTED, reference=" "), ["licence_incomplete"]),
        (Licence(LicenceClass.OPERATOR), ["licence_incomplete"]),
        (FREE, ["licence_unchecked"]),
        (PERMITTED, ["licence_unchecked"]),
        (Licence(LicenceClass.OWN), ["licence_unchecked"]),
    ],
)
def test_a_text_without_a_whole_licence_record_stays_a_draft(licence: Licence, expected: list[str]) -> None:
    assert rules(create_draft(licence=licence)) == expected


@pytest.mark.parametrize("licence", [FREE, PERMITTED, Licence(LicenceClass.OWN)])
def test_a_record_that_somebody_answers_for_may_be_published(licence: Licence) -> None:
    version = licences.check(version=create_draft(licence=licence), by="vera", today=TODAY)

    published = publishing.publish(version=version, by=EDITOR, today=TODAY)

    assert (published.status, published.licence_checked_by, published.licence_checked_on) == (
        "published",
        "vera",
        TODAY,
    )


@pytest.mark.parametrize(
    "licence",
    [
        replace(FREE, licence_class=LicenceClass.NEVER),
        replace(FREE, holder=""),
        replace(PERMITTED, reference=""),
    ],
)
def test_nobody_answers_for_a_record_that_does_not_allow_it(licence: Licence) -> None:
    version = create_draft(licence=licence)

    with pytest.raises(NotAllowed):
        licences.check(version=version, by="vera", today=TODAY)

    version.refresh_from_db()
    assert version.licence_checked_by == ""


def test_what_is_lacking_in_a_licence_record_is_named() -> None:
    version = create_draft(licence=replace(FREE, holder="", attribution={}))

    with translation.override("en"):
        (reason,) = publishing.obstacles(version=version)

    assert reason.text == (
        "The licence record is not complete. "
        "Still missing: holder of the rights, attribution in every language."
    )


def test_all_reasons_come_at_once() -> None:
    version = create_draft(is_sensitive=True, licence=Licence(LicenceClass.OPERATOR))
    create_finding(version=version)

    assert rules(version) == ["licence_incomplete", "unsigned_findings", "help_not_stated"]


def test_nothing_is_published_or_signed_twice() -> None:
    version = create_draft()
    finding = create_finding(version=version, severity="note")
    publishing.publish(version=version, by=EDITOR, today=TODAY)

    for act in (
        lambda: publishing.publish(version=version, by="vera", today=TODAY),
        lambda: publishing.state_help_is_staffed(version=version, by="vera", today=TODAY),
        lambda: publishing.sign_off(finding=finding, by="vera", reason="Late.", today=TODAY),
    ):
        with pytest.raises(NotADraft):
            act()


def test_a_withdrawn_version_is_off_the_list_and_whole() -> None:
    published = create_published()

    assert publishing.withdraw(version=published)

    published.refresh_from_db()
    assert (published.status, published.items.count()) == ("retired", 3)
    assert not publishing.withdraw(version=published)


def test_a_fourth_next_step_for_a_band_is_refused_and_others_are_not() -> None:
    instrument = create_published().instrument
    three = [create_next_step(instrument=instrument) for _ in range(3)]

    with pytest.raises(TooManySteps):
        steps.save_step(step=NextStep(**_step(instrument.pk, 5)))

    steps.save_step(step=three[0])
    steps.save_step(step=NextStep(**_step(instrument.pk, 0)))
    assert NextStep.objects.count() == 4


def _step(instrument: int, starts_at: int) -> dict[str, object]:
    return {
        "instrument_id": instrument,
        "scale_key": "total",
        "band_starts_at": starts_at,
        "text_ru": "Шаг",
        "text_en": "A step",
    }


@pytest.mark.parametrize(
    "act",
    [
        lambda version: publishing.publish(version=version, by=EDITOR, today=TODAY),
        lambda version: publishing.withdraw(version=version),
        lambda version: steps.save_step(step=NextStep(**_step(version.instrument_id, 0))),
        lambda version: steps.delete_step(step=create_next_step(instrument=version.instrument)),
        lambda version: instruments.save_instrument(instrument=version.instrument),
    ],
    ids=["publish", "withdraw", "save_step", "delete_step", "save_instrument"],
)
def test_whatever_the_public_may_see_changes_the_generation_once_it_is_committed(
    act: Callable[[InstrumentVersion], object],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version = create_draft()
    before = generation.current()

    with django_capture_on_commit_callbacks(execute=True):
        act(version)
        assert generation.current() == before

    assert generation.current() != before
