"""What a fact card says, each figure with its source and how sure it is, in the order of reading."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wellbeing.assessments.importing import cardform
from wellbeing.assessments.importing.cardform import Part
from wellbeing.assessments.models import Band, InstrumentVersion, Scale

CHECKED = {
    "page": gettext_lazy("read in full"),
    "abstract": gettext_lazy("read in an abstract"),
    "computed": gettext_lazy("computed by us"),
    "memory": gettext_lazy("from memory: look it up"),
}
CHANGES = {
    "reliable": gettext_lazy("a published rule"),
    "mdc95": gettext_lazy("the least change beyond chance (95 %)"),
    "group": gettext_lazy("matters in the mean of a group"),
}
LABELS = {
    "rising": gettext_lazy("a higher number says more"),
    "falling": gettext_lazy("a higher number says less"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its name, the value, where it comes from, and how sure it is (empty where not said)."""

    name: str
    value: str
    source: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class BandRow:
    start: str
    title: str
    kind: str
    population: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class ScaleShown:
    title: str
    facts: tuple[Fact, ...]
    bands: tuple[BandRow, ...]


@dataclass(frozen=True, slots=True)
class CardShown:
    title: str
    facts: tuple[Fact, ...]
    scales: tuple[ScaleShown, ...]
    licence: tuple[Fact, ...]


def shown(text: str) -> CardShown:
    """A card that loads, as it is read. The text is parsed again: what is loaded of it leaves sources out."""
    root = cardform.parse(text)
    return CardShown(
        title=_words(root.get("title")),
        facts=tuple(_facts(root)),
        scales=tuple(_scale(key, part) for key, part in root.get("scales").named()),
        licence=tuple(_licence(root.get("licence"))),
    )


def _facts(root: Part) -> list[Fact]:
    items = root.get("items")
    facts = [
        Fact(_("Short name"), root.get("id").text()),
        Fact(_("Names in files"), _value(root.get("names"))),
        Fact(_("Period asked about, days"), _value(root.find("recall_days"))),
        Fact(_("Questions"), _value(items.get("count"))),
    ]
    if codes := items.find("codes"):
        facts.append(Fact(_("Numbers of the answers"), _value(codes)))
    for key, block in items.get("blocks").named() if items.find("blocks") else ():
        said = _("%(codes)s for the questions %(items)s") % {
            "codes": _value(block.get("codes")),
            "items": _value(block.get("items")),
        }
        facts.append(Fact(_("Set of answers “%(key)s”") % {"key": key}, said))
    labels = items.find("labels")
    facts.append(Fact(_("Way of the labels"), str(LABELS[labels.text() if labels else "rising"])))
    facts += [
        Fact(name, _value(part))
        for name, part in (
            (_("Order of the questions"), items.find("order")),
            (_("Decide whether others are asked"), items.find("gates")),
            (_("Questions that need care"), items.get("sensitive")),
            (_("Words of bad copies"), items.find("words_of_bad_copies")),
        )
        if part is not None and part.value not in ([], {})
    ]
    variants = root.find("variants")
    facts += [_variant(part) for part in (variants.members() if variants else ())]
    return facts


def _variant(part: Part) -> Fact:
    said = [_value(part.get("codes"))]
    if labels := part.find("labels"):
        said.append(str(LABELS[labels.text()]))
    if turned := part.find("reversed"):
        said.append(_("reversed: %(items)s") % {"items": _value(turned)})
    return Fact(_("The same under other numbers"), "; ".join(said))


def _scale(key: str, part: Part) -> ScaleShown:
    low, high = (str(number) for number in part.get("range").numbers())
    missing = part.get("missing")
    value = _("%(method)s, from %(low)s to %(high)s, %(direction)s") % {
        "method": Scale.MethodChoices(part.get("method").text()).label,
        "low": low,
        "high": high,
        "direction": Scale.DirectionChoices(part.get("direction").text()).label,
    }
    turned = part.find("reversed")
    facts = [
        Fact(_("Key"), key),
        Fact(_("Questions"), _value(part.get("items")), "", _checked(part)),
        *([Fact(_("Reversed"), _value(turned), "", _checked(part))] if turned else []),
        Fact(_("Value"), value),
        Fact(
            _("Fewest answers"),
            _value(part.get("min_answered")),
            missing.get("source").text(),
            _checked(missing),
        ),
        *_figures(part.find("reliability")),
        *(_change(each) for each in (part.get("changes").members() if part.find("changes") else ())),
    ]
    bands = [_band(each, part.find("bands_from")) for each in part.get("bands").members()]
    return ScaleShown(_words(part.get("title")), tuple(facts), tuple(bands))


def _figures(part: Part | None) -> list[Fact]:
    if part is None:
        return []
    said = [f"{part.get('coefficient').text()} {_value(part.get('value'))}"]
    said += [f"SD {_value(sd)}"] if (sd := part.find("sd")) else []
    said += [f"n = {_value(n)}"] if (n := part.find("n")) else []
    said.append(part.get("population").text())
    return [Fact(_("Reliability"), "; ".join(said), part.get("source").text(), _checked(part))]


def _change(part: Part) -> Fact:
    said = _("%(points)s points: %(kind)s") % {
        "points": _value(part.get("points")),
        "kind": CHANGES[part.get("kind").text()],
    }
    return Fact(_("Change"), said, part.get("source").text(), _checked(part))


def _band(part: Part, defaults: Part | None) -> BandRow:
    def own(name: str) -> Part:
        return part.find(name) or (defaults or part).get(name)

    return BandRow(
        start=_value(part.get("from")),
        title=_words(part.get("title")),
        kind=str(Band.KindChoices(own("kind").text()).label),
        population=f"{own('population').text()}, {_value(own('year'))}",
        source=own("source").text(),
        checked=_checked(part) or (_checked(defaults) if defaults else ""),
    )


def _licence(part: Part) -> list[Fact]:
    holder = part.get("holder").text()
    facts = [
        Fact(
            _("Licence"),
            str(InstrumentVersion.Licence(part.get("class").text()).label),
            part.get("evidence_url").text(),
            _checked(part),
        ),
        Fact(_("Holder of the rights"), holder),
        Fact(_("Allowed uses"), _value(part.get("allowed_uses"))),
    ]
    if attribution := part.find("attribution"):
        facts.append(Fact(_("Attribution"), _words(attribution)))
    if note := part.find("note"):
        facts.append(Fact(_("Note"), note.text()))
    return facts


def _checked(part: Part) -> str:
    given = part.find("checked")
    return str(CHECKED[given.text()]) if given is not None else ""


def _words(part: Part) -> str:
    """In the language that is on."""
    texts = part.texts()
    return texts["ru" if get_language() == "ru" else "en"]


def _value(part: Part | None) -> str:
    """A value as it is written: lists with commas, names before what they hold."""
    value: Any = part.value if part is not None else None
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_value(each)}" for name, each in value.items())
    return str(value)
