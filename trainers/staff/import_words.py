"""What is said of an imported file: each finding as a sentence, each value in words."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from trainers.importing.columns import Column
from trainers.importing.faults import Fault, Why
from trainers.importing.planning import Change
from trainers.importing.rows import Value
from trainers.importing.tables import LARGEST, MOST_ROWS
from trainers.models import Pathway
from trainers.models.choices import Formats, Languages, Specialities
from wellbeing.regions.models import Region

COLUMNS: Mapping[Column, Promise] = {
    Column.NAME: gettext_lazy("working name"),
    Column.HOME: gettext_lazy("home region"),
    Column.SERVES: gettext_lazy("regions served"),
    Column.LANGUAGES: gettext_lazy("languages"),
    Column.FORMATS: gettext_lazy("formats"),
    Column.SPECIALITIES: gettext_lazy("specialities"),
    Column.SINCE: gettext_lazy("active since"),
    Column.UNTIL: gettext_lazy("active until"),
    Column.PATHWAY: gettext_lazy("pathway"),
    Column.BEGAN: gettext_lazy("pathway began"),
    Column.LEGAL_NAME: gettext_lazy("legal name"),
    Column.CONTACT: gettext_lazy("contact"),
    Column.CERTIFICATE: gettext_lazy("certificate"),
}
CHOICES = {
    Column.LANGUAGES: dict(Languages.choices),
    Column.FORMATS: dict(Formats.choices),
    Column.SPECIALITIES: dict(Specialities.choices),
}
SENTENCES: Mapping[Why, Promise] = {
    Why.EMPTY_FILE: gettext_lazy("The file is empty."),
    Why.TOO_LARGE: gettext_lazy("The file is larger than %(megabytes)s MB. Split it."),
    Why.OLD_EXCEL: gettext_lazy(
        "This is an old or locked Excel file. Save it as .xlsx without a password, or as CSV."
    ),
    Why.OTHER_PROGRAM: gettext_lazy("This is a spreadsheet of another kind. Save it as .xlsx or CSV."),
    Why.NOT_A_TABLE: gettext_lazy(
        "This cannot be read as a table. CSV in UTF-8 or Windows-1251 and XLSX can; the file may be damaged."
    ),
    Why.MACROS: gettext_lazy("This workbook has macros. Save it as .xlsx without them."),
    Why.UNPACKS_TOO_LARGE: gettext_lazy(
        "Unpacked, this file is far too large. Copy the table into a new workbook, values only."
    ),
    Why.ENTITIES: gettext_lazy(
        "This file declares things that no spreadsheet needs, so it is not opened. Save it anew as .xlsx."
    ),
    Why.QUOTES: gettext_lazy(
        "Line %(line)s: a quotation mark is opened and not closed, or stands where it cannot."
    ),
    Why.TOO_MANY_ROWS: gettext_lazy("There are more than %(rows)s rows. Split the file."),
    Why.NO_ROWS: gettext_lazy("There is nothing below the headings."),
    Why.NO_HEADINGS: gettext_lazy(
        "No headings were found. One row has to name the columns, at least “working name” and “home region”."
    ),
    Why.COLUMN_MISSING: gettext_lazy("Row %(line)s has the headings, but there is none for “%(column)s”."),
    Why.ONLY_LEGAL_NAMES: gettext_lazy(
        "There is no column of working names. Legal names cannot stand in for it: they are sealed and shown "
        "nowhere. Add a column “working name”."
    ),
    Why.TWO_COLUMNS: gettext_lazy(
        "Row %(line)s: columns %(said)s both say “%(column)s”. Leave one of them, or rename the other."
    ),
    Why.EMPTY: gettext_lazy("this is empty, and a new trainer needs it"),
    Why.COLUMN_NEEDED: gettext_lazy("the file has no such column, and a new trainer needs it"),
    Why.HIDDEN: gettext_lazy("there are hidden characters in it: type it anew"),
    Why.FORMULA: gettext_lazy("a formula or an error stands here: put the value itself"),
    Why.MERGED: gettext_lazy("this cell is merged with another one: unmerge it and fill in each row"),
    Why.TOO_LONG: gettext_lazy("a working name is one line of at most 80 characters"),
    Why.TOO_WIDE: gettext_lazy(
        "there is more in this row than headings: a separator may stand inside a cell without quotation marks"
    ),
    Why.NO_SUCH_REGION: gettext_lazy("no region is called “%(said)s”"),
    Why.SEVERAL_REGIONS: gettext_lazy("“%(said)s” may be several regions: %(regions)s"),
    Why.ANOTHER_REGION: gettext_lazy("%(regions)s is not your region: its coordinators can import this row"),
    Why.NO_SUCH_WORD: gettext_lazy("“%(said)s” is none of these: %(choices)s"),
    Why.NOT_A_MONTH: gettext_lazy("“%(said)s” is no month: write it as 2026-05 or 05.2026"),
    Why.ENDS_BEFORE: gettext_lazy("%(said)s is before the first month of being active, %(more)s"),
    Why.TWICE: gettext_lazy("the same working name in the same region stands in row %(more)s already"),
    Why.SEVERAL_TRAINERS: gettext_lazy(
        "several trainers of this region are called nearly “%(said)s”: write it just as on their page"
    ),
    Why.NO_SUCH_PATHWAY: gettext_lazy("no pathway is called “%(said)s”"),
    Why.NOT_PUBLISHED: gettext_lazy("this pathway has no published version, so nobody can begin it"),
    Why.MONTHS_FOR_PATHWAYS: gettext_lazy("one month for each pathway, in the same order"),
    Why.OF_THE_FUTURE: gettext_lazy("%(said)s has not come yet"),
    Why.BEGAN_OTHERWISE: gettext_lazy(
        "the pathway began in %(more)s, and a file does not change that to %(said)s"
    ),
    Why.CERTIFICATES: gettext_lazy(
        "Certificates are awarded by two people, never by a file: column %(place)s is left out."
    ),
    Why.SEALED: gettext_lazy(
        "Column %(place)s, “%(column)s”, is for sealing: it is not shown here, and nothing of it is kept."
    ),
    Why.NOT_READ: gettext_lazy("Column %(place)s, “%(said)s”, means nothing here and is left out."),
    Why.OTHER_SHEETS: gettext_lazy("Only the sheet “%(said)s” was read."),
    Why.LINKS: gettext_lazy("Links to other files were not followed."),
}


class Words:
    """Names of regions and pathways, asked for once. Two queries."""

    def __init__(self) -> None:
        name = "name_ru" if (get_language() or "ru").startswith("ru") else "name_en"
        self._regions = dict(Region.objects.values_list("pk", name))
        self._pathways = dict(Pathway.objects.values_list("slug", name))

    def region(self, code: str) -> str:
        return self._regions.get(code, "")

    def sentence(self, fault: Fault) -> str:
        """The finding alone."""
        labels = CHOICES.get(fault.column, {}) if fault.column else {}
        return str(SENTENCES[fault.why]) % {
            "line": fault.line,
            "column": COLUMNS[fault.column] if fault.column else "",
            "place": fault.place,
            "said": fault.said,
            "more": fault.more,
            "regions": ", ".join(self.region(code) for code in fault.more.split(",")),
            "choices": ", ".join(str(label) for label in labels.values()),
            "megabytes": LARGEST // 1_000_000,
            "rows": MOST_ROWS,
        }

    def fault(self, fault: Fault) -> str:
        """A finding of a row, with the column where it stands."""
        if fault.column is None:
            return self.sentence(fault)
        place = f" ({fault.place})" if fault.place else ""
        return f"{COLUMNS[fault.column]}{place}: {self.sentence(fault)}"

    def change(self, change: Change) -> str:
        """As “languages: Russian → Russian, English”; of what there was nothing before, only what comes."""
        before, after = self.value(change.column, change.before), self.value(change.column, change.after)
        said = f"{before} → {after or _('nothing')}" if before else after
        return f"{COLUMNS[change.column]}: {said}"

    def value(self, column: Column, value: Value) -> str:
        if value is None or isinstance(value, date):
            return f"{value:%m.%Y}" if value else ""
        return ", ".join(self._one(column, each) for each in value)

    def _one(self, column: Column, each: str | tuple[str, date | None]) -> str:
        if isinstance(each, tuple):
            slug, began = each
            return f"{self._pathways.get(slug, slug)} ({began:%m.%Y})" if began else slug
        return self.region(each) if column not in CHOICES else str(CHOICES[column].get(each, each))
