"""The help directory as its page shows it: by where a person is, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models.help import LANGUAGES, HelpContact, HelpEntry
from cms.zones import ZONES


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach an entry; `url` is empty where a link would do nothing."""

    kind: str
    value: str
    url: str
    note: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One entry in the words of one language.

    `anchor` is its place on the page. Where the page has told of it before, `is_repeated`: then the
    smaller facts are one press away instead of a second time on the page.
    """

    anchor: str
    is_repeated: bool
    name: str
    about: str
    run_by: str
    is_state: bool
    affirming: str
    affirming_words: str
    asks_for: str
    caution: str
    hours: str
    cost: str
    languages: str
    network: str
    regions: str
    ways: tuple[Way, ...]
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Section:
    """All that a person in one place can reach. The key is its anchor on the page."""

    key: str
    title: str
    cards: tuple[Card, ...]


def sections(*, language: str, today: date) -> list[Section]:
    """The current entries for people in Russia and for people abroad; whoever helps both is in both.

    The person says where they are by where they look; nothing is derived from a network address.
    Takes three queries however many entries there are.
    """
    entries = list(HelpEntry.objects.current(today).in_order().prefetch_related("contacts", "regions"))
    with override(language):
        cards = [
            (entry.reachable_from, card(entry, number=number, language=language, today=today))
            for number, entry in enumerate(entries, start=1)
        ]
        titles = {"russia": _("I am in Russia"), "abroad": _("I am abroad")}
        return [Section(key, title, tuple(_reachable(cards, key))) for key, title in titles.items()]


def _reachable(cards: list[tuple[str, Card]], place: str) -> Iterable[Card]:
    for reachable_from, each in cards:
        if reachable_from == place:
            yield each
        elif reachable_from == HelpEntry.Reachable.BOTH:
            yield replace(each, is_repeated=place == "abroad")


def card(entry: HelpEntry, *, language: str, today: date, number: int = 1) -> Card:
    """One entry in words. `today` decides what its hours are against UTC (summer time)."""
    return Card(
        anchor=f"e{number}",
        is_repeated=False,
        name=entry.said("name", language),
        about=entry.said("about", language),
        run_by=entry.get_operator_type_display(),
        is_state=entry.operator_type == HelpEntry.OperatorType.STATE,
        affirming=entry.affirming,
        affirming_words=entry.get_affirming_display(),
        asks_for=entry.said("asks_for", language),
        caution=entry.said("caution", language),
        hours=_hours(entry, language, today),
        cost=entry.get_cost_display(),
        languages=", ".join(str(name) for code, name in LANGUAGES if code in entry.languages),
        network=entry.said("network", language),
        regions=", ".join(getattr(region, f"name_{language}") for region in entry.regions.all()),
        ways=tuple(_way(contact, language) for contact in entry.contacts.all()),
        verified_on=entry.verified_on,
    )


def _hours(entry: HelpEntry, language: str, today: date) -> str:
    hours = entry.said("hours", language)
    if entry.is_round_the_clock:
        return ", ".join(part for part in (_("round the clock"), hours) if part)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=ZoneInfo(entry.time_zone))
    minutes = int((noon.utcoffset() or noon - noon).total_seconds() // 60)
    offset = f"UTC{minutes // 60:+d}" + (f":{minutes % 60:02d}" if minutes % 60 else "")
    city = str(dict(ZONES)[entry.time_zone])
    return f"{hours} ({city}, {offset})" if entry.time_zone != "UTC" else f"{hours} (UTC)"


def _way(contact: HelpContact, language: str) -> Way:
    return Way(
        kind=contact.get_kind_display(),
        value=contact.value,
        url=link_of(contact.kind, contact.value),
        note=getattr(contact, f"note_{language}") or contact.note_ru,
        is_written=contact.is_written(),
    )


def link_of(kind: str, value: str) -> str:
    """What a press on a way opens: a call, a message, a letter or a page; nothing for a place."""
    number = "".join(sign for sign in value if sign.isdigit() or sign == "+")
    if value.startswith("https://"):
        return value
    if kind == HelpContact.Kind.TELEGRAM:
        return f"https://t.me/{value.removeprefix('@')}"
    if kind == HelpContact.Kind.WHATSAPP:
        return f"https://wa.me/{number.removeprefix('+')}"
    prefixes = {"phone": f"tel:{number}", "sms": f"sms:{number}", "email": f"mailto:{value}"}
    return prefixes.get(kind, "")
