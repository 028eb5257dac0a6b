"""The few links of the frame, read once until something is published."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms import generation
from cms.blocks import CHECKS
from cms.models import ContentPage, HelpContact, HelpEntry, HelpPage, HomePage

# Parts of the site that other packages serve below the language's own address: the picture of the regions,
# and two for whoever comes because of a trainer. Addresses, not imports: this package knows no domain.
PICTURE = "picture/"
REGIONS = "regions/"
VERIFY = "verify/"
LANGUAGES = {"ru": "Русский", "en": "English"}
DEFAULT_LANGUAGE = "ru"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """Where the frame of one language leads; `below`, from its foot.

    Without a help page `help_url` is the home page.
    """

    home_url: str
    help_url: str
    links: tuple[Link, ...]
    below: tuple[Link, ...] = ()


# By language: the state of the public content it was read in, and what was read.
_known: dict[str, tuple[str, Navigation]] = {}


def of(language: str) -> Navigation:
    """The links of a language: self-checks, then the published pages below home that are "in menus"."""
    token = generation.current()
    if language not in _known or _known[language][0] != token:
        _known[language] = (token, _read(language))
    return _known[language][1]


def without_services(language: str) -> Navigation:
    """The same as far as this process remembers it: for the error page when nothing else answers."""
    home = f"/{language}/"
    return _known.get(language, ("", Navigation(home_url=home, help_url=home, links=())))[1]


def follow_publishing() -> None:
    """Whatever changes what the public sees makes everything that was kept of it stale."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid="cms_public_content")
    for model in (HelpEntry, HelpContact):
        post_save.connect(_changed, sender=model, dispatch_uid="cms_public_content")
    follow_deleting(HelpEntry, HelpContact, HomePage, ContentPage, HelpPage)


def follow_deleting(*models: type[Model]) -> None:
    """The same when a row of these models goes; packages with pages of their own name theirs."""
    for model in models:
        post_delete.connect(_changed, sender=model, dispatch_uid="cms_public_content")


def _changed(**_kwargs: object) -> None:
    transaction.on_commit(generation.bump)


def _read(language: str) -> Navigation:
    home_url = help_url = f"/{language}/"
    with override(language):
        links = [Link(gettext("Self-checks"), f"{home_url}{CHECKS}")]
        picture = Link(gettext("The picture of the regions"), f"{home_url}{PICTURE}")
        regions = Link(gettext("Where a group can be held"), f"{home_url}{REGIONS}")
        verify = Link(gettext("Check a certificate"), f"{home_url}{VERIFY}")
    for page in _pages_below_home(language):
        url = page.get_url() or home_url
        if isinstance(page, HelpPage):
            help_url = url
        elif page.show_in_menus:
            links.append(Link(page.menu_title or page.title, url))
    below = (picture, regions, verify)
    return Navigation(home_url=home_url, help_url=help_url, links=tuple(links), below=below)


def _pages_below_home(language: str) -> list[Page]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    locale = Locale.objects.filter(language_code=language).first()
    home = site.root_page.get_translation_or_none(locale) if site and locale else None
    return list(home.get_children().live().specific()) if home else []
