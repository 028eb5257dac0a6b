"""What the public may know of a region, and what is kept from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from cms import generation
from tests.factories.accounts import sign_in
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
)
from trainers import refusals
from trainers.actions import quiet
from trainers.models import Certificate, QuietRegion
from trainers.rules import months
from trainers.serving import Serving, served
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PAGE = "/ru/regions/"
CHOICE = "/staff/trainers/coverage/quiet/"


def today() -> date:
    return timezone.localdate()


def certified(code: str = "RU-TOM", **trainer: Any) -> Certificate:
    began = months.later(months.of(today()), -3)
    candidacy = create_candidacy(
        trainer=create_trainer(code=code, **trainer), version=create_pathway(), began=began
    )
    return create_certificate(candidacy=candidacy, code=code, today=today())


def said() -> dict[str, Serving]:
    return {
        region.pk: part.serving for part in served(today()) for region in (*part.subjects, *part.countries)
    }


def regions(codes: Iterable[str]) -> list[Region]:
    return list(Region.objects.filter(pk__in=list(codes)))


def test_one_thing_is_said_of_every_region() -> None:
    certified(formats=["online"], serves=["RU-KEM", "GE"])
    certified("RU-PER", formats=["in_person"], serves=["RU-SVE"])
    create_candidacy(trainer=create_trainer(code="RU-OMS", serves=["RU-TYU"]), version=create_pathway())

    told = said()

    assert len(told) == Region.objects.count()
    assert {code: what for code, what in told.items() if what is not Serving.NOT_YET} == {
        "RU-TOM": Serving.HERE,
        "RU-PER": Serving.HERE,
        "RU-KEM": Serving.FROM_AFAR,
        "GE": Serving.FROM_AFAR,
    }


def test_where_somebody_is_at_home_is_not_told_by_a_certificate_for_elsewhere() -> None:
    trainer = create_trainer(code="RU-KEM", formats=["online"], serves=["GE"])
    began = months.later(months.of(today()), -3)
    candidacy = create_candidacy(trainer=trainer, version=create_pathway(), began=began)
    create_certificate(candidacy=candidacy, code="RU-TOM", today=today())

    told = said()

    assert {code: what for code, what in told.items() if what is not Serving.NOT_YET} == {
        "RU-TOM": Serving.HERE,
        "GE": Serving.FROM_AFAR,
    }


def test_a_suspended_certificate_serves_nobody() -> None:
    certificate = certified(serves=["RU-KEM"])
    Certificate.objects.filter(pk=certificate.pk).update(suspended_month=months.of(today()))

    assert set(said().values()) == {Serving.NOT_YET}


def test_a_quiet_region_looks_as_if_nobody_was_there() -> None:
    certified(serves=["RU-KEM"])
    quiet.keep_quiet(regions=regions(["RU-TOM", "RU-KEM"]), by=create_lead())

    assert set(said().values()) == {Serving.NOT_YET}
    quiet.keep_quiet(regions=regions(["RU-KEM"]), by=create_lead())
    assert (said()["RU-TOM"], said()["RU-KEM"]) == (Serving.HERE, Serving.NOT_YET)


def test_the_page_shows_neither_a_number_nor_a_name_nor_one_from_many(client: Client) -> None:
    certified(name="Тренерка Неназванная")
    one = client.get(PAGE).content
    certified(name="Тренер Неназванный")

    response = client.get(PAGE)

    assert (response.status_code, response.content) == (200, one)
    main = BeautifulSoup(response.content, "html.parser").find("main")
    assert main is not None
    assert not any(letter.isdigit() for letter in main.get_text())
    assert "Неназванн" not in main.get_text()
    assert "Томская область" in main.find(attrs={"aria-labelledby": "here"}).get_text()  # type: ignore[union-attr]  # found


@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_carries_no_cookie_and_no_script_and_is_light(client: Client, language: str) -> None:
    certified()

    response = client.get(f"/{language}/regions/")

    assert not response.cookies
    assert b"<script" not in response.content and b"<form" not in response.content
    assert len(response.content) < 30 * 1024


def test_it_takes_as_many_queries_however_many_there_are(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        served(today())
    for code in ("RU-TOM", "RU-PER", "GE"):
        certified(code, serves=["RU-KEM", "AM"])
    with django_assert_num_queries(4):
        served(today())


def test_who_coordinates_the_network_chooses_the_quiet_regions(client: Client) -> None:
    sign_in(client, create_lead())

    response = client.post(CHOICE, {"regions": ["RU-TOM", "GE"]})

    assert (response.status_code, response.headers["Location"]) == (302, CHOICE)
    assert set(QuietRegion.objects.values_list("region", flat=True)) == {"RU-TOM", "GE"}
    shown = client.get(CHOICE)
    ticked = BeautifulSoup(shown.content, "html.parser").select("input[name=regions][checked]")
    assert {tick["value"] for tick in ticked} == {"RU-TOM", "GE"}


def test_nonsense_is_answered_on_the_same_page_with_what_was_ticked(client: Client) -> None:
    sign_in(client, create_lead())

    response = client.post(CHOICE, {"regions": ["RU-TOM", "../etc"]})

    assert response.status_code == 200
    ticked = BeautifulSoup(response.content, "html.parser").select("input[name=regions][checked]")
    assert [tick["value"] for tick in ticked] == ["RU-TOM"]
    assert not QuietRegion.objects.exists()


def test_a_coordinator_of_one_region_may_not(client: Client) -> None:
    by = create_coordinator()
    sign_in(client, by)

    assert client.post(CHOICE, {"regions": ["RU-TOM"]}).status_code == 302
    with pytest.raises(refusals.NotYours):
        quiet.keep_quiet(regions=regions(["RU-TOM"]), by=by)
    assert not QuietRegion.objects.exists()


def test_the_public_page_is_made_anew_at_once(django_capture_on_commit_callbacks: Any) -> None:
    before = generation.current()

    with django_capture_on_commit_callbacks(execute=True):
        quiet.keep_quiet(regions=regions(["RU-TOM"]), by=create_lead())

    assert generation.current() != before
