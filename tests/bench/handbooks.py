"""A handbook of 8 lessons, for the benchmark: `python -m tests.bench.handbooks` prints how fast it is made,
against bare WeasyPrint on the same finished HTML in this process.

Ours is the whole making as a worker does it: claiming, reading the course, laying it out with a look every
second whether it is still wanted, and putting the file in the place of the former one.
"""

import statistics
import time
from collections.abc import Callable

import django
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

django.setup()

from courses.content.handbook import gathering, making, paper  # noqa: E402  models need the settings
from courses.content.models import CoursePage, Handbook  # noqa: E402

LESSONS = 8
ROUNDS = 5
SIZE = "a4"


def main() -> float:
    """The median of rounds, in each of which both make it, one right after the other."""
    course = the_course()
    page = paper.html(gathering.gathered(course))
    fonts = FontConfiguration()
    style = CSS(filename=str(paper.STYLES[SIZE]), font_config=fonts)

    def ours() -> None:
        rows = Handbook.objects.exclude(course=course, kind=SIZE)
        rows.exclude(status="stopped").update(status="stopped", claim=None)
        row, _ = Handbook.objects.get_or_create(course=course, kind=SIZE)
        Handbook.objects.filter(pk=row.pk).update(status="waiting", claim=None)
        making.make_next()
        row.refresh_from_db()
        if row.status != "ready":
            raise RuntimeError(f"the handbook is {row.status}")

    def bare() -> None:
        HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")

    for warm_up in (ours, bare):
        warm_up()
    ratios = []
    for number in range(ROUNDS):
        order = (ours, bare) if number % 2 else (bare, ours)
        took = {each: seconds(each) for each in order}
        ratios.append(took[bare] / took[ours])
    return statistics.median(ratios)


def the_course() -> CoursePage:
    """The shipped course with so many lessons, in Russian."""
    for course in CoursePage.objects.live().filter(locale__language_code="ru"):
        if course.lessons().count() == LESSONS:
            return course
    raise RuntimeError(f"no course has {LESSONS} lessons")


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(main())
