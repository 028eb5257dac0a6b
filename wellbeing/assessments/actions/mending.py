"""A draft that was mended by hand, held against its fact card again."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from wellbeing.assessments import findings as found
from wellbeing.assessments import writing
from wellbeing.assessments.actions import cards, drafts
from wellbeing.assessments.findings import OF_CHECKS, Found
from wellbeing.assessments.importing import again, told
from wellbeing.assessments.importing.again import NotComparable
from wellbeing.assessments.models import Finding, InstrumentVersion
from wellbeing.assessments.reading import as_definition

# A place in the sentence itself is written otherwise in a file than in a draft.
PLACES = {"first"}

Key = tuple[str, frozenset[tuple[str, str]]]


@transaction.atomic
def check_again(*, version: InstrumentVersion) -> str:
    """Bring the findings up to date with the draft as it stands, in the form of an import's.

    What is no longer so goes, what still is keeps its signature, what a draft cannot tell stays. Gives the
    short name of the card whose scales were taken over, empty where none were. Raises drafts.NotADraft or
    NotComparable, and then has changed nothing.
    """
    drafts.lock(version=version)
    version.refresh_from_db()
    rows = list(version.findings.exclude(kind__startswith=OF_CHECKS))
    said = dict(filter(None, (told.read(row.kind, row.text_en) for row in rows)))
    result = again.check(
        as_definition(version),
        cards=cards.used(),
        known=said.get("card_matched", {}).get("card", ""),
        is_reordered=again.OTHER_ORDER in said,
    )
    _settle(version, rows, found.of_draft(result.findings))
    if result.scales:
        _take_over(version, result)
    drafts.check(version=version)
    return result.card if result.scales else ""


def _take_over(version: InstrumentVersion, result: again.Again) -> None:
    """The card's scales, as a file that has it right would have got them at once."""
    try:
        writing.write_scales(result.scales, of=version)
    except writing.DoesNotFit as error:
        raise NotComparable("misfit") from error
    version.is_validated = True
    version.save(update_fields=["is_validated"])


def _settle(version: InstrumentVersion, rows: Sequence[Finding], now: Sequence[Found]) -> None:
    """Where the same is said of other places than before, a signature holds only for the place it names."""
    before: dict[Key, list[Finding]] = defaultdict(list)
    wanted: dict[Key, list[Found]] = defaultdict(list)
    for row in rows:
        if (key := _key(row.kind, row.text_en)) is not None:
            before[key].append(row)
    for each in now:
        if (key := _key(each.kind, each.text_en)) is not None:
            wanted[key].append(each)
    for key, old in before.items():
        if len(old) == len(wanted[key]):
            wanted[key] = []
            continue
        places = {row.place for row in old} & {each.place for each in wanted[key]}
        version.findings.filter(pk__in=[row.pk for row in old if row.place not in places]).delete()
        wanted[key] = [each for each in wanted[key] if each.place not in places]
    Finding.objects.bulk_create([drafts.row_of(version, each) for new in wanted.values() for each in new])


def _key(kind: str, english: str) -> Key | None:
    """What is said, whatever the place; None for what a draft cannot tell."""
    read = told.read(kind, english)
    if read is None or not again.is_of_draft(read[0]):
        return None
    message, values = read
    return message, frozenset((name, value) for name, value in values.items() if name not in PLACES)
