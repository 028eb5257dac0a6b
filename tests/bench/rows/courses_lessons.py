"""Lesson pages: against a bare view, and what the heaviest of them costs whoever comes first.

A public page is the same for everybody and so is sent compressed to a browser that takes it, as all do; the
figures below are those bytes, with all headers.
"""

import subprocess

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site
from tests.bench.rows.self_checks import KILOBYTE, page_against_bare
from tests.bench.visiting import Visit, first_visits

# Of the two courses that come with the platform, 8 and 6 in two languages.
LESSONS = (8 + 6) * 2


@table.row(
    "lessons.rate",
    what="lesson pages a second, against a bare view with a page of the same size; the longest lesson",
    unit="x",
    bound=table.at_least(2),
)
def rate(site: Site) -> float:
    return page_against_bare(site, max(visits(site), key=lambda visit: visit.size).path)


@table.row(
    "lessons.bytes",
    what="heaviest lesson of all, first visit in Chromium, bytes but for audio and video, compressed",
    unit="KB",
    bound=table.at_most(45),
)
def size(site: Site) -> float:
    return max(visit.size for visit in visits(site)) / KILOBYTE


@table.row(
    "lessons.requests",
    what="lesson with the most requests, first visit in Chromium, audio and video counted too",
    unit="",
    bound=table.at_most(4),
)
def requests(site: Site) -> float:
    return max(visit.requests for visit in visits(site))


def visits(site: Site) -> list[Visit]:
    command = [PYTHON, "-m", "tests.bench.lessons"]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    paths = done.stdout.split()
    if len(paths) < LESSONS:
        raise RuntimeError(f"of {LESSONS} lessons, {len(paths)} are published")
    with site.serve() as server:
        return first_visits(server, paths)
