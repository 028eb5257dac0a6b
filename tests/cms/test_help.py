"""The directory of urgent help: true, or not shown."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms import directory
from cms.models import HelpContact, HelpEntry
from cms.models.help import VERIFIED_FOR
from tests.factories.cms import TODAY, create_colleague, create_help_entry, create_help_page, create_home
from wellbeing.regions.models import Region

pytestmark = pytest.mark.django_db


def names(entries: object) -> list[str]:
    return [entry.name_ru for entry in entries]  # type: ignore[attr-defined]


def test_an_entry_leaves_the_public_page_ninety_days_after_it_was_verified() -> None:
    create_help_entry(name_ru="сегодня", days_ago=0)
    create_help_entry(name_ru="89", days_ago=89)
    create_help_entry(name_ru="90", days_ago=90)
    create_help_entry(name_ru="никогда")

    assert timedelta(days=90) == VERIFIED_FOR
    assert sorted(names(HelpEntry.objects.current(TODAY))) == ["89", "сегодня"]
    assert HelpEntry.objects.get(name_ru="89").leaves_on() == TODAY + timedelta(days=1)
    assert names(HelpEntry.objects.current(TODAY + timedelta(days=1))) == ["сегодня"]


def test_the_list_to_verify_holds_what_left_what_never_came_and_what_leaves_soon() -> None:
    for days_ago in (0, 75, 76, 89, 90, 300):
        create_help_entry(name_ru=str(days_ago), days_ago=days_ago)
    create_help_entry(name_ru="никогда")

    assert sorted(names(HelpEntry.objects.to_verify(TODAY))) == ["300", "76", "89", "90", "никогда"]


@pytest.mark.parametrize("alone", ["verified_on", "verified_by"])
def test_when_and_by_whom_come_together(alone: str) -> None:
    entry = create_help_entry()
    given = {"verified_on": TODAY, "verified_by": create_colleague()}

    with pytest.raises(IntegrityError, match="help_entry_verified_on_and_by"), transaction.atomic():
        HelpEntry.objects.filter(pk=entry.pk).update(**{alone: given[alone]})
    assert HelpEntry.objects.filter(pk=entry.pk).update(**given) == 1


@pytest.mark.parametrize(
    ("fields", "is_allowed"),
    [
        ({"is_round_the_clock": True}, True),
        ({"hours_ru": "по будням", "time_zone": "Europe/Moscow"}, True),
        ({"hours_ru": "по будням"}, False),
        ({"time_zone": "Europe/Moscow"}, False),
        ({}, False),
    ],
)
def test_an_entry_says_when_it_is_open(*, fields: dict[str, object], is_allowed: bool) -> None:
    given = {"is_round_the_clock": False} | fields
    if is_allowed:
        create_help_entry(**given)
        return
    with pytest.raises(IntegrityError, match="help_entry_says_when_it_is_open"), transaction.atomic():
        create_help_entry(**given)


def test_an_entry_speaks_some_language() -> None:
    with pytest.raises(IntegrityError, match="help_entry_speaks_some_language"), transaction.atomic():
        create_help_entry(languages=[])


def test_entries_stand_as_placed_and_among_equals_the_affirming_first() -> None:
    create_help_entry(name_ru="б", affirming=HelpEntry.Affirming.AVOID)
    create_help_entry(name_ru="а", affirming=HelpEntry.Affirming.UNKNOWN)
    create_help_entry(name_ru="в")
    create_help_entry(name_ru="последняя", position=1)

    assert names(HelpEntry.objects.in_order()) == ["в", "а", "б", "последняя"]


def test_each_place_shows_all_that_can_be_reached_from_it() -> None:
    create_help_entry(name_ru="оттуда", reachable_from=HelpEntry.Reachable.ABROAD, days_ago=1)
    create_help_entry(name_ru="отовсюду", days_ago=1)
    create_help_entry(name_ru="отсюда", reachable_from=HelpEntry.Reachable.RUSSIA, days_ago=1)
    create_help_entry(name_ru="давно", days_ago=91)

    shown = directory.sections(language="ru", today=TODAY)

    assert [(section.key, section.title) for section in shown] == [
        ("russia", "Я в России"),
        ("abroad", "Я за границей"),
    ]
    assert [[card.name for card in section.cards] for section in shown] == [
        ["отовсюду", "отсюда"],
        ["отовсюду", "оттуда"],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_takes_three_queries_however_long(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        entry = create_help_entry(name_ru=str(number), days_ago=1, ways=count)
        entry.regions.set(Region.objects.all()[:count])
        entry.save()

    with django_assert_num_queries(3):
        shown = directory.sections(language="ru", today=TODAY)

    assert [len(section.cards) for section in shown] == [count, count]
    assert [len(card.ways) for card in shown[0].cards] == [count] * count
    assert shown[0].cards[0].regions.count(",") == count - 1


def test_an_english_text_left_empty_is_told_in_russian() -> None:
    entry = create_help_entry(name_ru="Линия", name_en="Line", about_ru="Слушают.", days_ago=1)

    card = directory.card(entry, language="en", today=TODAY)

    assert (card.name, card.about) == ("Line", "Слушают.")


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Moscow", TODAY, "по будням (Москва, UTC+3)"),
        ("Europe/Berlin", date(2026, 7, 1), "по будням (Берлин, UTC+2)"),
        ("Europe/Berlin", date(2026, 12, 1), "по будням (Берлин, UTC+1)"),
        ("America/New_York", TODAY, "по будням (Нью-Йорк, UTC-5)"),
        ("UTC", TODAY, "по будням (UTC)"),
    ],
)
def test_hours_are_told_with_their_time_zone(zone: str, day: date, hours: str) -> None:
    entry = create_help_entry(is_round_the_clock=False, hours_ru="по будням", time_zone=zone)

    assert directory.card(entry, language="ru", today=day).hours == hours


@pytest.mark.parametrize(
    ("kind", "value", "url"),
    [
        ("phone", "+7 (000) 000-00-00", "tel:+70000000000"),
        ("phone", "112", "tel:112"),
        ("sms", "+7 000 000", "sms:+7000000"),
        ("email", "a@example.org", "mailto:a@example.org"),
        ("telegram", "@quiet", "https://t.me/quiet"),
        ("whatsapp", "+44 20 7946 0123", "https://wa.me/442079460123"),
        ("chat", "https://chat.example.org/", "https://chat.example.org/"),
        ("signal", "quiet.01", ""),
        ("visit", "Ереван", ""),
        ("visit", "javascript:alert(1)", ""),
    ],
)
def test_a_press_does_what_the_way_is_for(kind: str, value: str, url: str) -> None:
    assert directory.link_of(kind, value) == url


def test_ways_in_writing_are_marked() -> None:
    written = {kind for kind in HelpContact.Kind if HelpContact(kind=kind).is_written()}

    assert written == {"sms", "chat", "telegram", "signal", "whatsapp", "email"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "звоните"),
        ("chat", "http://chat.example.org/"),
        ("site", "example.org"),
        ("email", "a.example.org"),
    ],
)
def test_a_value_that_is_no_way_of_its_kind_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        HelpContact(entry=create_help_entry(), kind=kind, value=value).full_clean()

    assert set(refused.value.message_dict) == {"value"}


def test_the_page_tells_what_a_person_has_to_know_before_they_write(settings: object) -> None:
    create_help_page(parent=create_home())
    create_help_entry(
        name_ru="Государственная линия",
        operator_type=HelpEntry.OperatorType.STATE,
        affirming=HelpEntry.Affirming.AVOID,
        asks_for_ru="Имя и адрес.",
        network_ru="Только из России.",
        verified_on=timezone.localdate(),
        verified_by=create_colleague(),
    )
    page = Client().get("/ru/help/").content.decode()

    for words in (
        "Государственная линия",
        "Государственная служба.",
        "могут записать и передать дальше",
        "лучше не рассказывать о себе",
        "Имя и адрес.",
        "Только из России.",
        'href="tel:+70000000000"',
        "круглосуточно · бесплатно · русский",
        'href="#russia"',
        'id="abroad"',
    ):
        assert words in page


def test_a_page_without_entries_says_why() -> None:
    create_help_page(parent=create_home())
    create_help_entry(name_ru="Старая линия")
    page = Client().get("/ru/help/").content.decode()

    assert page.count("за последние 90 дней") == len(("russia", "abroad"))
    assert "Старая линия" not in page
