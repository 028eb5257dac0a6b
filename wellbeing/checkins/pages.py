"""The pages of nudges. Every answer to a code, and to signing up an address, has one length.

What a page asks for once more, it carries in hidden fields; nothing of it is kept anywhere between two pages.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from wellbeing.checkins import arriving, describing, telltale, zones
from wellbeing.checkins.actions.managing import Opened
from wellbeing.checkins.contents import MOST_NUDGES, Contents
from wellbeing.checkins.forms import SnoozeForm, WishForm
from wellbeing.checkins.models import FEEDS, MOST_GUESSES, Channel
from wellbeing.privacy import codes
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.padding import pad_html

ASK, MANAGE = "nudges/", "nudges/manage/"
LENGTH = 64 * 1024
# Words that lead to this site whoever reads them.
BRANDS = ("Передышка", "Breathing Space")
# What a person chose and typed, as far as it goes from page to page.
CARRIED = tuple(name for name in WishForm.base_fields if not name.startswith("seen_"))


def closed(language: str) -> bytes:
    """Nothing can be sealed, so nothing is asked for."""
    return _page("closed", language, ASK)


def ask(form: WishForm, language: str) -> bytes:
    """The form, with a sentence beside whatever cannot be."""
    return _page("ask", language, ASK, **_form(form, language))


def preview(form: WishForm, typed: QueryDict, language: str, *, is_crowded: bool = False) -> bytes:
    """What exactly will arrive, when at the earliest, and what it costs in traces."""
    return _page("preview", language, ASK, is_crowded=is_crowded, **_preview(form, typed, language))


def asked(code: str, channel: Channel, contents: Contents, language: str) -> bytes:
    """The managing code, once; for an address, the field for the number that was sent to it."""
    return _padded(
        "asked",
        language,
        code=codes.show(code),
        feed_url=_feed_url(channel, codes.follow_on(code)),
        address=contents.address,
        most_guesses=MOST_GUESSES,
    )


def enter(language: str) -> bytes:
    """The form that asks for the managing code."""
    return _page("enter", language, MANAGE)


def not_found(typed: str, language: str) -> bytes:
    """Nothing opens with this code: it is wrong, or gone, or waits for its number."""
    return _padded("not_found", language, typed=typed[:LONGEST_TYPED])


def managed(
    opened: Opened,
    typed: str,
    language: str,
    now: datetime,
    *,
    snooze: SnoozeForm | None = None,
    said: str = "",
) -> bytes:
    """What is set, in words, and everything that can be done with it."""
    contents = opened.contents
    return _padded(
        "managed",
        language,
        code=codes.show(codes.read(typed)),
        set=describing.described(opened.channel, contents, language),
        subject=contents.subject,
        text=contents.text,
        has_link=contents.has_link,
        is_paused=contents.is_paused,
        rests=describing.is_resting(contents, now),
        has_next=bool(opened.left) and describing.earliest(contents.rhythm, now) is not None,
        left=opened.left,
        most=MOST_NUDGES,
        feed_url=_feed_url(Channel(opened.channel), opened.feed_code),
        snooze=snooze or SnoozeForm(today=contents.today(now), ends_on=contents.rhythm.ends_on),
        said=said,
    )


def change(form: WishForm, typed_code: str, language: str) -> bytes:
    """The form with what is set now."""
    return _padded("change", language, code=codes.show(codes.read(typed_code)), **_form(form, language))


def change_preview(
    form: WishForm, typed: QueryDict, code: str, language: str, *, is_moving: bool, is_crowded: bool = False
) -> bytes:
    """What will arrive from now on; `is_moving` to another address, which is confirmed first."""
    return _padded(
        "preview",
        language,
        code=codes.show(codes.read(code)),
        is_moving=is_moving,
        is_crowded=is_crowded,
        **_preview(form, typed, language),
    )


def stopped(language: str) -> bytes:
    return _padded("stopped", language)


def _form(form: WishForm, language: str) -> dict[str, object]:
    return {
        "form": form,
        "zone_groups": zones.grouped(language),
        "zone_typed": form["zone"].value() or "",
        "carriers": [(each, each in FEEDS) for each, _label in form.fields["channel"].choices],  # type: ignore[attr-defined]
        "most": MOST_NUDGES,
    }


def _preview(form: WishForm, typed: QueryDict, language: str) -> dict[str, object]:
    channel, contents = form.chosen_channel, form.contents
    host = urlsplit(settings.SITE_URL).hostname or ""
    return {
        "channel": channel,
        "is_feed": channel in FEEDS,
        "arrival": arriving.arrival(channel, contents),
        "set": describing.described(channel, contents, language),
        "earliest": describing.day(describing.earliest(contents.rhythm, form.now) or contents.rhythm.ends_on),
        "traces": describing.traces(channel, contents, host),
        "telling": telltale.spelled_in(contents.subject, contents.text, names=(*BRANDS, host)),
        "hidden": _hidden(form, contents, typed),
        "most": MOST_NUDGES,
    }


def _hidden(form: WishForm, contents: Contents, typed: QueryDict) -> list[tuple[str, str]]:
    carried = [(name, value) for name in CARRIED for value in typed.getlist(name)]
    seen = [("seen_subject", contents.subject), ("seen_text", contents.text)]
    return [*carried, *seen, ("once", codes.draw())]


def _feed_url(channel: Channel, feed_code: str) -> str:
    if channel not in FEEDS:
        return ""
    name = "nudges:calendar" if channel == Channel.ICS else "nudges:atom"
    return settings.SITE_URL.rstrip("/") + reverse(name, args=[feed_code])


def _padded(name: str, language: str, **context: object) -> bytes:
    return pad_html(_page(name, language, MANAGE, **context), LENGTH)


def _page(name: str, language: str, path: str, **context: object) -> bytes:
    return render_to_string(f"checkins/{name}.html", {"language": language, "path": path, **context}).encode()
