"""The few links of the frame, kept in the cache until an editor publishes something."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models.signals import post_delete
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models import ContentPage, HelpPage, HomePage

LANGUAGES = {"ru": "Русский", "en": "English"}
DEFAULT_LANGUAGE = "ru"
KEPT_SECONDS = 60 * 60


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """Where the frame of one language leads. Without a help page `help_url` is the home page."""

    home_url: str
    help_url: str
    links: tuple[Link, ...]


# What this process saw last; shown by the error page when neither cache nor database answers.
_last_seen: dict[str, Navigation] = {}


def of(language: str) -> Navigation:
    """The links of a language: from the cache, else from the published pages that are "in menus"."""
    found = cache.get(_key(language))
    if not isinstance(found, Navigation):
        found = _read(language)
        cache.set(_key(language), found, KEPT_SECONDS)
    _last_seen[language] = found
    return found


def without_services(language: str) -> Navigation:
    """The same as far as this process remembers it: no cache, no database."""
    home = f"/{language}/"
    return _last_seen.get(language, Navigation(home_url=home, help_url=home, links=()))


def forget(**_kwargs: object) -> None:
    """Drops what is cached, so that the next page reads anew."""
    cache.delete_many([_key(language) for language in LANGUAGES])


def follow_publishing() -> None:
    """Whatever changes an address, a title or the order of pages makes the cached links stale."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget, dispatch_uid="cms_navigation")
    for model in (HomePage, ContentPage, HelpPage):
        post_delete.connect(forget, sender=model, dispatch_uid="cms_navigation")


def _key(language: str) -> str:
    return f"cms:navigation:{language}"


def _read(language: str) -> Navigation:
    home_url = help_url = f"/{language}/"
    with override(language):
        # An address, not an import: this package knows no domain.
        links = [Link(gettext("Self-checks"), f"{home_url}check/")]
    for page in _pages_below_home(language):
        url = page.get_url() or home_url
        if isinstance(page, HelpPage):
            help_url = url
        elif page.show_in_menus:
            links.append(Link(page.title, url))
    return Navigation(home_url=home_url, help_url=help_url, links=tuple(links))


def _pages_below_home(language: str) -> list[Page]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    locale = Locale.objects.filter(language_code=language).first()
    home = site.root_page.get_translation_or_none(locale) if site and locale else None
    return list(home.get_children().live().specific()) if home else []
