"""A definition becomes rows and comes back the same; what a draft's checks find is written down."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.assessments import building
from tests.factories.assessments import EDITOR, TODAY, create_definition, create_draft, create_finding
from wellbeing.assessments import shipped
from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.actions import shipped as shipped_actions
from wellbeing.assessments.actions.drafts import NotADraft
from wellbeing.assessments.models import Instrument, InstrumentVersion, NextStep
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules.definition import Licence, LicenceClass
from wellbeing.assessments.shipped import Shipped
from wellbeing.assessments.writing import DoesNotFit

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.mark.parametrize("each", shipped.read_all(), ids=lambda each: each.instrument.key)
def test_a_shipped_instrument_comes_back_from_the_database_as_it_was_written(each: Shipped) -> None:
    version = drafts.create_draft(instrument=each.instrument, slug=each.instrument.key)

    assert as_definition(InstrumentVersion.objects.get(pk=version.pk)) == each.instrument


def test_every_part_of_a_definition_comes_back() -> None:
    written = replace(
        create_definition(is_sensitive=True),
        about=building.create_texts("about"),
        recall=building.create_texts("recall"),
        is_validated=True,
        licence=Licence(
            LicenceClass.FREE,
            holder="A holder",
            evidence_url="https://example.org/terms",
            evidence_on="2026-01-31",
            allowed_uses=("show", "translate"),
            attribution=building.create_texts("thanks"),
            checked_by="nadya",
            reference="A letter of 2 March",
            checked_on="2026-02-01",
        ),
        response_sets=(building.create_response_set(0, "0.5", 2, 3, with_declined=True),),
    )
    scale = replace(
        written.scales[0],
        reversed_items=frozenset({"q2"}),
        meaning=building.create_texts("meaning"),
        reliability=building.create_reliability("0.85", "1.5"),
        is_strain=False,
    )
    written = replace(written, scales=(scale,))

    assert as_definition(drafts.create_draft(instrument=written, slug=written.key)) == written


def test_reading_takes_as_many_queries_for_a_long_instrument_as_for_a_short_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for version in (create_draft(count=1), create_draft(count=30)):
        with django_assert_num_queries(5):
            as_definition(version)


def test_drafts_under_one_address_are_numbered_one_after_another() -> None:
    numbers = [create_draft(slug="check-1").number for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert create_draft(slug="check-2").number == 1
    assert list(Instrument.objects.values_list("slug", "position")) == [("check-1", 10), ("check-2", 20)]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": {"ru": "я" * 121}}, "title_ru"),
        ({"languages": ("de",)}, "languages"),
        ({"items": building.create_items(1, response_set="no slug")}, "items[0].response_set"),
        ({"items": building.create_items(1, prefix="q" * 90)}, "items[0].key"),
        ({"items": building.create_items(1) * 2}, "items[1]"),
        ({"response_sets": (building.create_response_set("0.3333", 1),)}, "response_sets[0].options[0].code"),
        ({"response_sets": (building.create_response_set(1, 1),)}, "response_sets[0].options[1]"),
        ({"scales": (building.create_scale(items=["q1"], low=5, high=5),)}, "scales[0]"),
    ],
)
def test_what_no_table_can_hold_is_named_with_its_place_and_nothing_is_written(
    changes: dict[str, Any], place: str
) -> None:
    with pytest.raises(DoesNotFit) as refused:
        create_draft(**changes)

    assert [misfit.place for misfit in refused.value.misfits] == [place]
    assert refused.value.misfits[0].text_ru != refused.value.misfits[0].text_en
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_characters_that_the_database_cannot_hold_are_a_misfit_and_no_crash(text: str) -> None:
    with pytest.raises(DoesNotFit):
        create_draft(about={"ru": text})


def test_a_warning_becomes_an_open_finding_in_both_languages() -> None:
    version = create_draft(count=2, scales=(building.create_scale(items=["q1"], low=0, high=3),))

    (finding,) = version.findings.all()
    assert (finding.severity, finding.kind, finding.signed_off_by) == ("open", "check-unscored_item", "")
    assert finding.text_ru.startswith("Вопрос «q2 (ru)» (q2): вопрос не входит ни в одну шкалу")
    assert finding.text_en.startswith("Question “q2 (en)” (q2): the question belongs to no scale")


def test_a_finding_goes_with_its_cause_and_a_signature_stays_with_what_it_was_given_for() -> None:
    version = create_draft(count=3, scales=(building.create_scale(items=["q1"], low=0, high=3),))
    kept, gone = version.findings.order_by("text_en")
    for finding in (kept, gone):
        publishing.sign_off(finding=finding, by=EDITOR, reason="It is meant so.", today=TODAY)
    version.items.filter(key="q3").delete()
    version.items.filter(key="q2").update(sort_order=7)

    drafts.check(version=version)

    assert list(version.findings.values_list("text_en", "signed_off_by")) == [(kept.text_en, EDITOR)]


def test_checking_leaves_what_the_import_found() -> None:
    finding = create_finding(version=create_draft())

    drafts.check(version=finding.version)

    assert list(finding.version.findings.values_list("pk", flat=True)) == [finding.pk]


def test_a_new_draft_has_all_of_its_version_with_signatures_but_without_the_statement_about_help() -> None:
    version = create_draft(is_sensitive=True)
    signed = publishing.sign_off(
        finding=create_finding(version=version), by=EDITOR, reason="Read.", today=TODAY
    )
    publishing.state_help_is_staffed(version=version, by=EDITOR, today=TODAY)
    published = publishing.publish(version=version, by=EDITOR, today=TODAY)

    draft = drafts.new_draft_from(version=published)

    assert (draft.number, draft.status, draft.published_by) == (2, "draft", "")
    assert draft.code != published.code
    assert as_definition(draft) == as_definition(published)
    assert list(draft.findings.values_list("text_en", "signed_off_by", "reason")) == [
        (signed.text_en, EDITOR, "Read.")
    ]
    assert list(published.findings.values_list("pk", flat=True)) == [signed.pk]
    assert (draft.help_staffed_on, draft.help_staffed_by) == (None, "")


def test_a_published_version_is_no_draft_to_check() -> None:
    published = publishing.publish(version=create_draft(), by=EDITOR, today=TODAY)

    with pytest.raises(NotADraft):
        drafts.check(version=published)


def test_a_neutral_address_is_the_first_free_one() -> None:
    for slug in ("check-1", "check-3", "check-for-weeks"):
        create_draft(slug=slug)

    assert drafts.neutral_slug() == "check-2"


def test_shipped_instruments_are_published_once_and_left_to_the_editors_afterwards() -> None:
    loaded = shipped_actions.load_shipped(by="make run", today=TODAY)

    assert [(each.instrument.slug, each.status) for each in loaded] == [
        ("month", "published"),
        ("week", "published"),
    ]
    steps = NextStep.objects.filter(instrument__slug="week", scale_key="week")
    assert list(steps.values_list("band_starts_at", flat=True)) == [
        Decimal(start) for start in (0, 40, 40, 65, 65, 65)
    ]
    steps.delete()
    assert shipped_actions.load_shipped(by="make run", today=TODAY) == ()
    assert InstrumentVersion.objects.count() == 2
    assert not steps.exists()
