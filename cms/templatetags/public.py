"""What the templates of the public side need: the style, the frame, words for errors."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import navigation
from cms.style import COURSES_STYLE, PICTURE_STYLE, STYLE

register = template.Library()

_STYLE_ELEMENT = mark_safe(f"<style>{STYLE}</style>")  # noqa: S308  our own file
_COURSES_STYLE_ELEMENT = mark_safe(f"<style>{COURSES_STYLE}</style>")  # noqa: S308  our own file
_PICTURE_STYLE_ELEMENT = mark_safe(f"<style>{PICTURE_STYLE}</style>")  # noqa: S308  our own file


@dataclass(frozen=True, slots=True)
class FrameLink:
    """`current` is the value of aria-current: "page", "true" for a part of the site, or empty."""

    text: str
    url: str
    current: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page. `other_url` is this page in the other language, or its home page."""

    language: str
    home_url: str
    help_url: str
    links: list[FrameLink]
    below: list[FrameLink]
    other_language: str
    other_name: str
    other_url: str


@register.simple_tag
def public_style() -> SafeString:
    """The style sheet as an element; the policy header allows exactly this one."""
    return _STYLE_ELEMENT


@register.simple_tag
def courses_style() -> SafeString:
    """What the pages of courses need besides; allowed like the other."""
    return _COURSES_STYLE_ELEMENT


@register.simple_tag
def picture_style() -> SafeString:
    """What the pages of the picture need besides; allowed like the others."""
    return _PICTURE_STYLE_ELEMENT


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """The frame of the page being rendered: one look into the cache, and one query on a CMS page.

    Needs `request`, or `language` and `path` (the address below the language's own) for pages that
    are rendered ahead of any request. With a `status` in the context the page is an error.
    """
    status: int | None = context.get("status")
    language = _language(context)
    path = f"/{language}/{context['path']}" if "path" in context else context["request"].path
    links = navigation.without_services(language) if status == 500 else navigation.of(language)
    other = next(code for code in navigation.LANGUAGES if code != language)
    return Frame(
        language=language,
        home_url=links.home_url,
        help_url=links.help_url,
        links=_framed(links.links, path),
        below=_framed(links.below, path),
        other_language=other,
        other_name=navigation.LANGUAGES[other],
        other_url=f"/{other}/" if status else _in_other_language(context, path, language, other),
    )


def _language(context: Context) -> str:
    language = str(context.get("language") or get_language())
    return language if language in navigation.LANGUAGES else navigation.DEFAULT_LANGUAGE


def _framed(links: Iterable[navigation.Link], path: str) -> list[FrameLink]:
    return [FrameLink(link.text, link.url, _current(link.url, path)) for link in links]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def _in_other_language(context: Context, path: str, language: str, other: str) -> str:
    page = context.get("page")
    if isinstance(page, Page):
        translation = page.get_translations().live().filter(locale__language_code=other).first()
        return (translation and translation.get_url()) or f"/{other}/"
    prefix = f"/{language}/"
    return f"/{other}/{path.removeprefix(prefix)}" if path.startswith(prefix) else f"/{other}/"


@register.simple_tag
def help_url() -> str:
    """Where urgent help stands, in the language being shown."""
    return navigation.of(_language(Context())).help_url


@register.simple_tag
def error_words(status: int) -> tuple[str, str]:
    """The heading and the sentence for a status; both say what the person can do."""
    words = {
        400: (
            _("The request could not be read"),
            _("Something was lost on the way. Go back and send it once more."),
        ),
        403: (_("This page is not open to you"), _("Nothing is wrong with what you did.")),
        404: (
            _("There is no such page"),
            _("It may have moved, or the address has a slip. Start from the home page."),
        ),
        405: (
            _("This address cannot be used that way"),
            _("Open the page anew and use the buttons on it."),
        ),
        413: (_("That was too much at once"), _("Send a shorter text. Nothing of it was kept.")),
        415: (
            _("The form came in a way we cannot read"),
            _("Send it from the page itself. Nothing of it was kept."),
        ),
    }
    fallback = (
        _("Something broke on our side"),
        _("It is not your fault, and nothing you wrote was kept. Try again in a few minutes."),
    )
    return words.get(status, fallback)
