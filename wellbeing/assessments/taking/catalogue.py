"""What the public may take, ready in memory: read and rendered once until an editor publishes.

`Shown` is one version in one language with everything a request needs, so that a self-check asks the
database nothing. A version that has been retired since a person opened its questions still answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone, translation

from cms import generation
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.models.instruments import CODE_LENGTH
from wellbeing.assessments.reading import as_definition, with_measured
from wellbeing.assessments.rules.definition import Instrument
from wellbeing.assessments.rules.scoring import Plan, prepare
from wellbeing.assessments.taking.answers import Sheet
from wellbeing.assessments.taking.pages import QuestionPage, ResultPage
from wellbeing.regions.models import Region

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    slug: str
    code: str
    number: int
    language: str
    instrument: Instrument
    sheet: Sheet
    plan: Plan
    questions: QuestionPage
    result: ResultPage


@dataclass(frozen=True, slots=True)
class Place:
    """A region to choose, in one language."""

    code: str
    name: str
    is_subject: bool


_memo: tuple[str, dict[object, object]] = ("", {})


def current(slug: str, language: str) -> Shown | None:
    """The published version under this address in this language, if there is one."""
    return once(("slug", slug, language), lambda: _published(slug, language))


def version(code: str, language: str) -> Shown | None:
    """The version a person answered, by its code; None if it never was public in this language."""
    return once(("code", code, language), lambda: _by_code(code, language))


def listed(language: str) -> tuple[Shown, ...]:
    """All that can be taken in this language, in the editors' order."""
    return once(("list", language), lambda: _all(language))


def regions(language: str) -> tuple[Place, ...]:
    """All there are, in their order."""
    return once(("regions", language), lambda: _regions(language))


def once(key: tuple[str, ...], make: Callable[[], T]) -> T:
    """What `make` gives, once a key for as long as nothing public changes. None is not kept."""
    global _memo  # noqa: PLW0603  one value a process, replaced whole
    token = generation.current()
    if _memo[0] != token:
        _memo = (token, {})
    kept = _memo[1]
    if key not in kept:
        made = make()
        if made is None:
            return made
        kept[key] = made
    return kept[key]  # type: ignore[return-value]  # the key says which T


def _published(slug: str, language: str) -> Shown | None:
    found = InstrumentVersion.objects.filter(
        instrument__slug=slug, status=InstrumentVersion.Status.PUBLISHED, languages__contains=[language]
    ).first()
    return version(found.code, language) if found else None


def _by_code(code: str, language: str) -> Shown | None:
    if len(code) != CODE_LENGTH or not code.isalnum():
        return None  # the database refuses some texts altogether
    found = (
        InstrumentVersion.objects.exclude(status=InstrumentVersion.Status.DRAFT)
        .filter(code=code, languages__contains=[language])
        .select_related("instrument")
        .first()
    )
    return prepare_version(found, language) if found else None


def _all(language: str) -> tuple[Shown, ...]:
    published = InstrumentVersion.objects.filter(
        status=InstrumentVersion.Status.PUBLISHED, languages__contains=[language]
    ).order_by("instrument__position", "instrument__slug")
    shown = [version(code, language) for code in published.values_list("code", flat=True)]
    return tuple(each for each in shown if each)


def _regions(language: str) -> tuple[Place, ...]:
    return tuple(
        Place(
            region.code,
            region.name_ru if language == "ru" else region.name_en,
            is_subject=region.kind == Region.Kind.SUBJECT,
        )
        for region in Region.objects.all()
    )


def prepare_version(found: InstrumentVersion, language: str) -> Shown:
    """A version made ready, a draft too, so that editors see what the public will see.

    Made anew each day (`generation`), so the figures in force are those of this month.
    """
    month = timezone.localdate().replace(day=1)
    instrument = with_measured(as_definition(found), version=found, language=language, month=month)
    with translation.override(language):
        return Shown(
            slug=found.instrument.slug,
            code=found.code,
            number=found.number,
            language=language,
            instrument=instrument,
            sheet=Sheet.of(instrument),
            plan=prepare(instrument),
            questions=QuestionPage(found, instrument, language),
            result=ResultPage.of(found, instrument, language),
        )
