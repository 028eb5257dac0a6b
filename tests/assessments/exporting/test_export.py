"""What is written as FHIR is FHIR by an independent library, and comes back as the very same definition."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.questionnaire import Questionnaire as R5
from fhir.resources.R4B.questionnaire import Questionnaire as R4B
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assessments import building
from wellbeing.assessments import importing, shipped
from wellbeing.assessments.exporting import Edition, Release, as_json
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.rules import checking
from wellbeing.assessments.rules.definition import (
    Band,
    BandKind,
    Direction,
    Instrument,
    Licence,
    LicenceClass,
    Reliability,
    Scale,
    Texts,
)

TODAY = date(2026, 11, 28)
EDITION = Edition(3, "active", date(2026, 11, 1))
OWN = [each.instrument for each in shipped.read_all()]
VALIDATORS: dict[Release, Any] = {Release.R4: R4B, Release.R5: R5}
RELEASES = pytest.mark.parametrize("release", Release)


def exported(instrument: Instrument, release: Release = Release.R4) -> dict[str, Any]:
    return json.loads(as_json(instrument, EDITION, release))


def back(resource: dict[str, Any]) -> importing.Import:
    return importing.read_questionnaire(json.dumps(resource).encode(), today=TODAY)


def messages(read: importing.Import) -> set[str]:
    return {finding.message for finding in read.report.findings}


@RELEASES
@pytest.mark.parametrize("instrument", OWN, ids=lambda each: each.key)
def test_an_instrument_of_ours_comes_back_the_same(instrument: Instrument, release: Release) -> None:
    data = as_json(instrument, EDITION, release)

    read = importing.read_questionnaire(data, today=TODAY)

    assert read.instrument == instrument
    assert read.report.of(importing.Severity.ERROR) == ()
    assert "own_taken" in messages(read)
    assert read.report.understood.standard == release.name
    assert as_json(instrument, EDITION, release) == data


@RELEASES
@pytest.mark.parametrize("instrument", OWN, ids=lambda each: each.key)
def test_an_instrument_of_ours_is_valid_fhir(instrument: Instrument, release: Release) -> None:
    data = as_json(instrument, EDITION, release)

    read = VALIDATORS[release].model_validate_json(data)

    assert json.loads(read.model_dump_json()) == json.loads(data), "the library understood all of it"


def test_each_release_has_its_own_place_for_the_number_of_an_answer() -> None:
    r4, r5 = (exported(OWN[0], release)["item"][1] for release in Release)

    assert (r4["type"], r5["type"], r5["answerConstraint"]) == ("choice", "coding", "optionsOnly")
    address = "http://hl7.org/fhir/StructureDefinition/"
    assert r4["answerOption"][2]["extension"] == [{"url": address + "ordinalValue", "valueDecimal": 2}]
    assert r5["answerOption"][2]["extension"] == [{"url": address + "itemWeight", "valueDecimal": 2}]


def test_texts_stand_in_every_language_and_rights_where_others_look() -> None:
    resource, instrument = exported(OWN[0]), OWN[0]

    assert (resource["language"], resource["title"]) == ("ru", instrument.title["ru"])
    [translated] = resource["_title"]["extension"]
    assert translated["extension"] == [
        {"url": "lang", "valueCode": "en"},
        {"url": "content", "valueString": instrument.title["en"]},
    ]
    assert resource["publisher"] == instrument.licence.holder
    assert resource["copyright"] == instrument.licence.attribution["ru"]
    assert (resource["version"], resource["status"], resource["date"]) == ("3", "active", "2026-11-01")
    assert resource["item"][0] | {"_text": None, "extension": None} == {
        "linkId": "recall",
        "type": "display",
        "text": instrument.recall["ru"],
        "_text": None,
        "extension": None,
    }


# Odd texts that a form takes: two paragraphs, spaces, quotation marks, letters of other scripts.
ODD = st.text(st.sampled_from("aЯя ё\n\t\"'<&“”№🙂中.,-\\{}"), min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and text
)


@st.composite
def texts(draw: st.DrawFn, languages: tuple[str, ...], *, is_needed: bool = False) -> Texts:
    if not is_needed and draw(st.booleans()):
        return {}
    return {language: draw(ODD) for language in languages}


@st.composite
def odd_scales(draw: st.DrawFn, scale: Scale, languages: tuple[str, ...]) -> Scale:
    band = Band(
        scale.low,
        draw(texts(languages, is_needed=True)),
        draw(texts(languages)),
        draw(st.sampled_from(BandKind)),
        draw(ODD),
        draw(st.sampled_from(["", "взрослые"])),
        draw(st.sampled_from([None, 1999])),
    )
    figures = Reliability("alpha", Decimal("0.85"), Decimal("0.01"), draw(st.none() | st.just(7)), "", "x")
    return replace(
        scale,
        title=draw(texts(languages, is_needed=True)),
        meaning=draw(texts(languages)),
        direction=draw(st.sampled_from(Direction)),
        is_strain=draw(st.booleans()),
        bands=draw(st.sampled_from([(band,), ()])),
        reliability=draw(st.none() | st.just(figures)),
    )


@st.composite
def odd_instruments(draw: st.DrawFn) -> Instrument:
    """Everything that a definition can hold, in any combination that is not wrong."""
    languages = draw(st.sampled_from([("ru",), ("en",), ("ru", "en"), ("en", "ru")]))
    sound = draw(building.sound_instruments())
    spare = building.create_response_set(0, Decimal("0.5"), key="spare_set", with_declined=True)
    sets = draw(st.permutations([*sound.response_sets, spare]))
    return replace(
        sound,
        key=draw(st.sampled_from(["check-1", "x", "1_2"])),
        title=draw(texts(languages, is_needed=True)),
        about=draw(texts(languages)),
        recall=draw(texts(languages)),
        is_validated=draw(st.booleans()),
        items=tuple(
            replace(item, text=draw(texts(languages, is_needed=True)), is_sensitive=draw(st.booleans()))
            for item in sound.items
        ),
        response_sets=tuple(sets),
        scales=tuple(draw(odd_scales(scale, languages)) for scale in sound.scales),
        languages=languages,
        licence=Licence(
            draw(st.sampled_from(LicenceClass)),
            draw(st.sampled_from(["", "Кто-то и Со"])),
            draw(st.sampled_from(["", "https://example.org/rights"])),
            draw(st.sampled_from(["", "2026-01-31"])),
            tuple(draw(st.lists(st.sampled_from(["research", "care, unpaid", "print"]), unique=True))),
            draw(texts(languages)),
            reference=draw(st.sampled_from(["", "письмо от 3 мая"])),
        ),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_instruments(), st.sampled_from(Release))
def test_whatever_a_definition_holds_comes_back_and_is_valid_fhir(
    instrument: Instrument, release: Release
) -> None:
    data = as_json(instrument, EDITION, release)

    assert importing.read_questionnaire(data, today=TODAY).instrument == instrument
    VALIDATORS[release].model_validate_json(data)


@RELEASES
@pytest.mark.parametrize("places", [0, 3])
def test_codes_of_any_kind_and_the_longest_questionnaire_come_back(release: Release, places: int) -> None:
    codes = [Decimal(n).scaleb(-places) for n in (-99_000, -1, 0, 7, 99_999)]
    items = building.create_items(100)
    scale = building.create_scale(
        items=[item.key for item in items], low=min(codes) * 100, high=max(codes) * 100, min_answered=1
    )
    instrument = building.create_instrument(
        items=items,
        response_sets=[building.create_response_set(*codes, with_declined=True)],
        scales=[replace(scale, low=Decimal("-99000"), high=Decimal("99999"))],
    )

    assert back(exported(instrument, release)).instrument == instrument


def test_who_checked_the_licence_stays_behind() -> None:
    licence = replace(OWN[0].licence, checked_by="nadya", checked_on="2026-11-05")

    resource = exported(replace(OWN[0], licence=licence))

    assert "nadya" not in json.dumps(resource)
    assert "2026-11-05" not in json.dumps(resource)
    assert back(resource).instrument == OWN[0]


def test_a_file_that_was_changed_elsewhere_is_read_as_any_other() -> None:
    added, option, scale, texts = (exported(OWN[1]) for _ in range(4))
    added["item"].append({"linkId": "x", "type": "display", "text": "Ещё одно"})
    option["item"][1]["answerOption"].pop()
    scale["extension"][1]["extension"] = [
        part for part in scale["extension"][1]["extension"] if part["url"] != "method"
    ]
    texts["item"][1]["text"] = "Дела группы\u0000 съедали время."

    for changed in (added, option, scale, texts):
        read = back(changed)
        assert "own_broken" in messages(read)
        assert read.instrument is None or [each.key for each in read.instrument.scales] == ["total"]


def test_a_text_that_was_mended_elsewhere_is_taken() -> None:
    resource = exported(OWN[1])
    resource["item"][1]["text"] = "Дела съедали время сна."

    read = back(resource).instrument

    assert read is not None
    assert read.items[0].text == OWN[1].items[0].text | {"ru": "Дела съедали время сна."}
    assert read.scales == OWN[1].scales


def likeness(card_id: str = "phq2") -> Instrument:
    """An instrument with a card's structure and sentences of nobody's."""
    card = next(card for card in factcards.shipped() if card.id == card_id)
    items = building.create_items(card.count)
    [scale] = card.scales
    codes = sorted(card.codes_of(1))
    scored = building.create_scale(
        key=scale.key,
        items=[each.key for each in items],
        low=scale.low,
        high=scale.high,
        min_answered=scale.min_answered,
        method=scale.method,
        direction=scale.direction,
        bands=scale.bands,
    )
    made = building.create_instrument(
        items=items, response_sets=[building.create_response_set(*codes)], scales=[scored], key=card_id
    )
    return replace(made, title=card.title)


def test_scoring_other_than_the_cards_is_taken_and_said() -> None:
    same = likeness()
    [scale] = same.scales
    other = replace(same, scales=(replace(scale, bands=()),))

    assert checking.problems(same) == ()
    assert "own_differs" not in messages(back(exported(same)))
    read = back(exported(other))
    assert read.instrument == other
    assert "own_differs" in messages(read)


def test_nobody_passes_a_forbidden_questionnaire_off_as_ours() -> None:
    forbidden = replace(OWN[0], title={"ru": "MBI", "en": "Maslach Burnout Inventory"})

    read = back(exported(forbidden))

    assert read.instrument is None
    assert read.report.of(importing.Severity.ERROR) != ()
