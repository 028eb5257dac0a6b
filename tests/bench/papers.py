"""Certificates on paper, for the benchmark: `python -m tests.bench.papers compare` or `begin`.

`compare` prints how many we make a second, against bare WeasyPrint on the same finished HTML in this process;
`begin` asks for those of a cohort of 500 and prints the id.
"""

import itertools
import statistics
import sys
import time
from collections.abc import Callable
from uuid import UUID

import django
from django.db import connection
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

django.setup()

from tests.bench import filling_trainers as filling  # noqa: E402  models need the settings
from trainers.actions import papers as actions  # noqa: E402
from trainers.actions import pathways  # noqa: E402
from trainers.models import Candidacy, Certificate, Papers, PathwayVersion, Trainer  # noqa: E402
from trainers.proof import papers  # noqa: E402
from trainers.proof.papers import STYLES, Wish  # noqa: E402
from trainers.rules import months, numbers  # noqa: E402
from wellbeing.accounts.models import User  # noqa: E402

COHORT = 500
ROUNDS = 9
EACH = 20
NAMES = ("Женя Лис", "Александра Константинопольская-Виноградова", "Sam Fox")


def fill(count: int) -> list[Certificate]:
    """So many certificates that were issued this month, and no other trainer."""
    chance = filling.random.Random(500)
    if not PathwayVersion.objects.exists():
        pathways.load_shipped(by="bench", today=filling.BEGAN)
    version = PathwayVersion.objects.filter(status="published").earliest("pk")
    people = [filling.person(chance, number, ["RU-TOM", "RU-PER"]) for number in range(count)]
    paths = [Candidacy(trainer=each, version=version, began_month=filling.BEGAN) for each in people]
    rows = [
        Certificate(
            number=numbers.draw(),
            token=each.id.hex,
            candidacy=each,
            version=version,
            region_id=each.trainer.home_region_id,
            issued_month=filling.MONTH,
            period_month=filling.MONTH,
            expires_month=months.later(filling.MONTH, 24),
            status_index=index,
        )
        for index, each in enumerate(paths)
    ]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE trainers_trainer, trainers_papers CASCADE")
    Trainer.objects.bulk_create(people)
    Candidacy.objects.bulk_create(paths)
    return Certificate.objects.bulk_create(rows)


def compare() -> float:
    """The median of rounds, in each of which both make as many, one right after the other."""
    ids = [each.pk for each in fill(EACH)]
    wishes = [Wish("ru", "sheet", name) for name in itertools.islice(itertools.cycle(NAMES), EACH)]
    pages = [papers.html(row, wish) for row, wish in zip(loaded(ids), wishes, strict=True)]
    fonts = FontConfiguration()
    style = CSS(filename=str(STYLES["sheet"]), font_config=fonts)

    def ours() -> None:
        for row, wish in zip(loaded(ids), wishes, strict=True):
            papers.pdf(row, wish)

    def bare() -> None:
        for page in pages:
            HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")

    for warm_up in (ours, bare):
        warm_up()
    ratios = []
    for number in range(ROUNDS):
        order = (ours, bare) if number % 2 else (bare, ours)
        took = {each: seconds(each) for each in order}
        ratios.append(took[bare] / took[ours])
    return statistics.median(ratios)


def loaded(ids: list[UUID]) -> list[Certificate]:
    """As they are read for a cohort."""
    found = Certificate.objects.select_related("region", "version__pathway").in_bulk(ids)
    return [found[id] for id in ids]


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def begin() -> Papers:
    fill(COHORT)
    lead = User.objects.filter(groups__name="lead", is_active=True).earliest("pk")
    return actions.begin(region=None, pathway=None, language="ru", form="sheet", by=lead, today=filling.TODAY)


if __name__ == "__main__":
    print(compare() if sys.argv[1] == "compare" else begin().pk)
