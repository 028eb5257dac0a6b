"""Copies follow what is public: what they hold, when they are made anew, by which key they are signed."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from wagtail.models import Page

from cms import generation
from courses.content.models import CourseIndexPage
from tests.factories.assessments import create_published
from tests.factories.cms import TODAY, create_help_entry, create_help_page, create_home
from tests.factories.courses import create_course, create_index, create_lesson
from wellbeing.assessments.actions import publishing
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.rules.definition import Licence, LicenceClass
from wellbeing.privacy import server_keys
from wellbeing.takeaway import checking, keys, page, signing
from wellbeing.takeaway.actions import copies
from wellbeing.takeaway.models import Copy, CopyKey

pytestmark = [pytest.mark.service, pytest.mark.django_db]

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture(autouse=True)
def _with_a_key() -> Iterator[None]:
    with override_settings(SEAL_KEYS=[OLD]):
        yield


def made(language: str = "ru", *, today: date = TODAY) -> str:
    """The copy as it is after the worker has looked, unsigned and readable."""
    generation.bump()
    copies.make(today=today)
    content = bytes(Copy.objects.get(language=language).content)
    return signing.body_of(content)[0].decode()


def create_site(**lesson: str) -> Page:
    """A home page, help, and a course of three lessons below the list."""
    home = create_home()
    create_help_page(parent=home)
    course = create_course(index=create_index(home=home))
    for number in (1, 2, 3):
        create_lesson(course=course, number=number, **lesson)
    return home


def version_of(slug: str) -> InstrumentVersion:
    return InstrumentVersion.objects.get(instrument__slug=slug)


def test_the_same_contents_give_the_same_bytes_but_for_the_day() -> None:
    create_site()
    create_published()
    first, later = made(), made(today=TODAY + timedelta(days=31))

    assert first != later
    assert first.replace("2026-11-22", "2026-12-23").replace("22 ноября", "23 декабря") == later


def test_what_did_not_change_is_not_made_again_but_nobody_is_given_an_old_one() -> None:
    create_published()
    made()

    assert copies.make(today=TODAY + timedelta(days=29)) == []
    assert Copy.objects.get(language="ru").made_on == TODAY
    assert copies.make(today=TODAY + timedelta(days=30)) == ["ru", "en"]
    assert Copy.objects.get(language="ru").made_on == TODAY + timedelta(days=30)


def test_only_our_own_published_self_checks_are_in_it() -> None:
    create_published(slug="own")
    foreign = Licence(
        LicenceClass.OPERATOR,
        "Somebody",
        evidence_on="2026-01-01",
        allowed_uses=("all",),
        attribution={"ru": "Чужой опросник", "en": "Somebody's"},
        reference="a letter",
    )
    create_published(slug="foreign", licence=foreign)
    create_published(slug="gone", title={"ru": "Прежний", "en": "Former"})
    publishing.withdraw(version=version_of("gone"))

    html = made()

    assert html.count("<form") == 1
    assert "Прежний" not in html


def test_without_any_of_our_own_there_is_no_copy() -> None:
    create_published(slug="own")
    made()
    publishing.withdraw(version=version_of("own"))
    generation.bump()

    assert copies.make(today=TODAY) == ["ru", "en"]
    assert Copy.objects.count() == 0
    assert copies.make(today=TODAY) == []


def test_what_is_published_changed_or_taken_off_is_followed() -> None:
    home = create_site()
    create_published()
    entry = create_help_entry(name_ru="Тихая линия", days_ago=3)
    html = made()
    assert "Тихая линия" in html
    assert [title in html for title in ("Тема 1", "Тема 2", "Тема 3")] == [True, True, False]

    entry.delete()
    lesson = home.get_descendants().get(slug="lesson-1").specific
    lesson.unpublish()
    html = made()
    assert "Тихая линия" not in html
    assert [title in html for title in ("Тема 1", "Тема 2", "Тема 3")] == [False, True, True]


def test_help_leaves_with_its_day() -> None:
    create_published()
    create_help_entry(name_ru="Тихая линия", days_ago=3)

    assert '<div data-verified="2026-11-19">' in made()
    assert "Тихая линия" not in made(today=TODAY + timedelta(days=87))


def test_the_course_that_the_settings_name_comes_before_the_first() -> None:
    create_site()
    other = create_course(index=CourseIndexPage.objects.get(), slug="calm", title="Спокойнее")
    create_lesson(course=other, number=9)
    create_published()

    assert "Тема 9" not in made()
    with override_settings(TAKE_AWAY_COURSE="calm"):
        html = made()
    assert ("Тема 9" in html, "Тема 1" in html) == (True, False)


def test_lessons_that_would_make_it_too_large_stay_out() -> None:
    text = [("paragraph", f"<p>{'Усталость. ' * 13_000}</p>")]
    create_site(body=text)
    create_published()

    html = made()

    assert ("Тема 1" in html, "Тема 2" in html) == (True, False)
    assert len(html.encode()) < 400_000


def test_another_key_signs_anew_and_copies_of_before_still_check() -> None:
    create_published()
    made()
    before = bytes(Copy.objects.get(language="ru").content)
    with override_settings(SEAL_KEYS=[NEW, OLD]):
        assert copies.make(today=TODAY) == ["ru", "en"]
        after = bytes(Copy.objects.get(language="ru").content)
        known = keys.published()

    assert signing.body_of(before)[1] != signing.body_of(after)[1]
    assert [checking.check(each, known).made_on for each in (before, after)] == [TODAY, TODAY]
    assert CopyKey.objects.count() == 2
    assert set(CopyKey.objects.values_list("since_month", flat=True)) == {date(2026, 11, 1)}


def test_without_a_seal_key_none_are_made() -> None:
    create_published()
    with override_settings(SEAL_KEYS=[]):
        copies.look_after(today=TODAY)
        with pytest.raises(server_keys.NoKey):
            copies.make(today=TODAY)
    assert Copy.objects.count() == 0


def test_looking_after_them_works_only_after_something_public_changed() -> None:
    create_published()
    generation.bump()
    copies.look_after(today=TODAY)
    Copy.objects.all().delete()

    copies.look_after(today=TODAY)
    assert Copy.objects.count() == 0

    generation.bump()
    copies.look_after(today=TODAY)
    assert Copy.objects.count() == len(settings.LANGUAGES)


def test_its_policy_names_the_style_and_the_script_and_lets_in_nothing_else() -> None:
    create_published()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made())

    assert found is not None
    assert found[1] == page.POLICY
    rules = dict(rule.split(" ", 1) for rule in page.POLICY.split("; "))
    assert rules.keys() == {"default-src", "script-src", "style-src", "form-action", "base-uri"}
    assert {rules[name] for name in ("default-src", "form-action", "base-uri")} == {"'none'"}
    assert [
        bool(re.fullmatch(r"'sha256-[\w+/]{43}='", rules[name])) for name in ("script-src", "style-src")
    ] == [True, True]
