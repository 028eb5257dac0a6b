"""The courses that ship with the site, made the way editors make them.

`courses/content/texts/` holds the list's own words and a folder for each course: `course.yaml`, and the
lessons in the order of their files' names. Both languages stand in one structure (`cms.content_blocks`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale, Page

from cms import generation
from cms.actions import translating
from cms.content_blocks import Links, stream
from cms.models import HomePage
from courses.content.models import CourseIndexPage, CoursePage, LessonPage

TEXTS = Path(__file__).parent.parent / "texts"
# Addresses of the texts that other packages serve.
ELSEWHERE = ("pathways/",)

Raw = Mapping[str, Any]


class NoHome(Exception):
    """There is no Russian home page yet that courses could stand below."""


@transaction.atomic
def seed_courses(*, by: AbstractBaseUser | None, texts: Path = TEXTS) -> bool:
    """Make the list of courses and all courses of `texts`, published in both languages.

    Does nothing and returns False when there is a list already. Raises NoHome, or BadSeed for a text that
    does not hold together.
    """
    if CourseIndexPage.objects.exists():
        return False
    home = HomePage.objects.filter(locale__language_code="ru").first()
    if home is None:
        raise NoHome
    maker = _Maker(by, Locale.objects.get_or_create(language_code="en")[0])
    index = maker.make(CourseIndexPage, home, _read(texts / "index.yaml"), show_in_menus=True)
    for folder in sorted(path for path in texts.iterdir() if path.is_dir()):
        course = maker.make(CoursePage, index, _read(folder / "course.yaml"))
        for file in sorted(folder.glob("[0-9]*.yaml")):
            raw = _read(file)
            maker.make(LessonPage, course, raw, minutes=raw["minutes"])
    transaction.on_commit(generation.bump)
    return True


class _Maker:
    """Makes one page after another, each in Russian and then in English."""

    def __init__(self, by: AbstractBaseUser | None, english: Locale) -> None:
        self.by = by
        self.english = english
        pages = Page.objects.filter(locale__language_code="ru", depth__gt=1)
        self.links = Links({"home": 0, **dict(pages.values_list("slug", "pk"))}, ELSEWHERE)

    def make(self, kind: type[Page], parent: Page, raw: Raw, **fields: Any) -> Page:
        """A published page of the texts below `parent`, with its translation."""
        page = self._said(kind, raw, "ru", **fields)
        # The newest row of the parent: each child added changes its place in the tree's numbering.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision(user=self.by, clean=True).publish(user=self.by, skip_permission_checks=True)
        page.refresh_from_db()
        said = self._said(kind, raw, "en", **fields)
        translating.publish_translation(page=page, said=said, locale=self.english, by=self.by)
        return page

    def _said(self, kind: type[Page], raw: Raw, language: str, **fields: Any) -> Page:
        texts = {name: raw[name][language] for name in ("title", "seo_title", "intro")}
        menu_title = raw.get("menu_title", {}).get(language, "")
        page = kind(**texts, menu_title=menu_title, slug=raw["slug"], **fields)
        blocks = stream(raw["body"], language, self.links)
        page.body = kind._meta.get_field("body").to_python(blocks)
        # A block that a page of this kind does not know would be left out without a word.
        if len(page.body) != len(blocks):
            unknown = {block["type"] for block in blocks} - set(page.body.stream_block.child_blocks)
            raise translating.BadSeed(f"{page.slug}: no place for {', '.join(sorted(unknown))}")
        return page


def _read(path: Path) -> Raw:
    loaded: Raw = yaml.safe_load(path.read_text("utf-8"))
    return loaded
