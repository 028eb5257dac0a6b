"""The first pages and help entries, made the way editors make them.

Russian pages are created and published; their English translations are stored string by string
through wagtail-localize, so that editors go on from there. The texts come from `cms/content/`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms import generation, navigation
from cms.actions.help import verify_help_entry
from cms.actions.translating import publish_translation
from cms.content_blocks import Links, stream
from cms.models import ContentPage, HelpContact, HelpEntry, HelpPage, HomePage

CONTENT = Path(__file__).parent.parent / "content"
PAGE_TYPES = {"home": HomePage, "content": ContentPage, "help": HelpPage}
# The pages that the frame leads to, in the words of its menu.
MENU = {
    "privacy": {"ru": "Что храним", "en": "What we keep"},
    "about": {"ru": "О выгорании", "en": "About burnout"},
}
# What texts lead to beside pages.
ELSEWHERE = (navigation.REGIONS, navigation.VERIFY, "runs/", "place/", "retreats/", "application/")

Text = Mapping[str, str]
Raw = Mapping[str, Any]


@transaction.atomic
def seed_site(*, by: AbstractBaseUser | None, today: date) -> bool:
    """Make the site's first pages in both languages and the first help entries.

    Does nothing and returns False when there is a home page already. Without `by` nobody stands for
    the help entries, so they stay unverified and off the public page. Raises BadSeed.
    """
    if HomePage.objects.exists():
        return False
    raws = [raw for raw in _read("pages.yaml") if raw["type"] in PAGE_TYPES]
    pages = _create_pages(raws, by)
    english, _ = Locale.objects.get_or_create(language_code="en")
    for raw in raws:
        page = pages[raw["slug"]]
        said = type(page)(**_fields(raw, "en"), body=_body(page, raw, "en", pages))
        publish_translation(page=page, said=said, locale=english, by=by)
    for position, raw in enumerate(_read("help.yaml"), start=1):
        _create_entry(raw, position, by, today)
    transaction.on_commit(generation.bump)
    return True


def _read(name: str) -> list[Raw]:
    loaded: list[Raw] = yaml.safe_load((CONTENT / name).read_text("utf-8"))
    return loaded


def _create_pages(raws: list[Raw], by: AbstractBaseUser | None) -> dict[str, Page]:
    """All pages first, then their bodies: so a body can link to a page that comes after it."""
    root = Page.get_first_root_node()
    _remove_welcome_page(root)
    pages: dict[str, Page] = {}
    for raw in raws:
        parent = pages[raw["parent"]] if raw["parent"] else root
        # The newest row of the parent: each child added changes its place in the tree's numbering.
        page = PAGE_TYPES[raw["type"]](**_fields(raw, "ru"), show_in_menus=raw["slug"] in MENU)
        pages[raw["slug"]] = type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    _make_site(pages["home"])
    for raw in raws:
        page = pages[raw["slug"]]
        page.refresh_from_db()
        page.body = _body(page, raw, "ru", pages)
        page.save_revision(user=by, clean=True).publish(user=by)
        page.refresh_from_db()
    return pages


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's own first page, there after every first migrate."""
    Site.objects.all().delete()
    for page in root.get_children():
        page.specific.delete()


def _make_site(home: Page) -> None:
    address = urlsplit(settings.SITE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or {"http": 80, "https": 443}[address.scheme],
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page=home,
        is_default_site=True,
    )


def _fields(raw: Raw, language: str) -> dict[str, str]:
    texts = {name: raw[name][language] for name in ("title", "seo_title", "intro")}
    # The home pages of both languages stand side by side below the root.
    suffix = f"-{language}" if raw["parent"] is None and language != "ru" else ""
    menu_title = MENU.get(raw["slug"], {}).get(language, "")
    return {**texts, "menu_title": menu_title, "slug": raw["slug"] + suffix}


def _body(page: Page, raw: Raw, language: str, pages: Mapping[str, Page]) -> Any:
    field = page.specific_class._meta.get_field("body")
    links = Links({slug: p.pk for slug, p in pages.items()}, elsewhere=ELSEWHERE)
    return field.to_python(stream(raw["body"], language, links))


def _create_entry(raw: Raw, position: int, by: AbstractBaseUser | None, today: date) -> None:
    texts = {
        f"{name}_{language}": raw[name][language]
        for name in ("name", "about", "asks_for", "caution", "network", "hours")
        for language in ("ru", "en")
    }
    plain = (
        "operator_type",
        "affirming",
        "reachable_from",
        "is_round_the_clock",
        "time_zone",
        "cost",
        "languages",
    )
    entry = HelpEntry(position=position, **texts, **{name: raw[name] for name in plain})
    entry.contacts = [
        HelpContact(
            kind=way["kind"], value=way["value"], note_ru=way["note"]["ru"], note_en=way["note"]["en"]
        )
        for way in raw["contacts"]
    ]
    entry.full_clean()
    entry.save()
    if by is not None:
        verify_help_entry(entry=entry, by=by, today=today - timedelta(days=raw["verified_days_ago"]))
