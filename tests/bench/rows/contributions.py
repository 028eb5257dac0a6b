"""Adding results to the picture, against a bare view that checks as many fields and inserts one row."""

import random
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import islice

import psycopg

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Server, Site, post
from tests.bench.rows.self_checks import CHECK, OPTIONS, QUESTIONS, answer_size, bare, version

WRITERS = 8
ROUNDS, WARM, EACH = 5, 200, 600
# A form is good from here on, and it is good once: so many are made before anything is measured.
WAIT_SECONDS = 15.5
REGIONS = ("", "RU-TOM", "RU-SPE", "RU-KDA", "GE")
BALLOT_BYTES = 818


@table.row(
    "picture.contributions",
    what=f"contributions a second by {WRITERS} writers at once, against a bare view with one insert",
    unit="x",
    bound=table.at_least(0.8),
)
def contributions(site: Site) -> float:
    """Each with a form of its own that has waited as a person's has.

    Beyond the rate of the settings ballots go into the second box; that costs the same, and the rate stays as
    it is. Every answer has one length and status, so what was really added is counted in the end.
    """
    sent = WARM + ROUNDS * EACH
    with site.serve() as ours:
        forms = iter(made(site, version(ours), sent + 1))
        time.sleep(WAIT_SECONDS)
        size = answer_size(ours, next(forms))
        with bare(site, size, row=BALLOT_BYTES) as other:
            ratio = against(ours, other, forms)
    if (stored := ballots(site)) != sent + 1:
        raise RuntimeError(f"{stored} ballots lie in the boxes, {sent + 1} were sent")
    return ratio


def against(ours: Server, other: Server, forms: Iterator[bytes]) -> float:
    """The median over rounds; as `harness.compare`, but each request of ours is sent once."""
    fields = {"v": "x" * 8, "a": "0" * QUESTIONS, "form": "x" * 94, "ok": "1", "region": "RU-077"}
    insert = [post("/insert", fields)]
    load(ours, list(islice(forms, WARM)), count=WARM)
    load(other, insert, count=WARM)
    ratios = []
    for number in range(ROUNDS):
        mine = list(islice(forms, EACH))
        sides = [(ours, mine), (other, insert)]
        order = (0, 1) if number % 2 == 0 else (1, 0)
        speed = {side: load(*sides[side], count=EACH) for side in order}
        ratios.append(speed[0] / speed[1])
    return statistics.median(ratios)


def load(server: Server, requests: Sequence[bytes], *, count: int) -> float:
    return server.load(requests, clients=WRITERS, count=count).per_second


def made(site: Site, code: str, count: int) -> list[bytes]:
    """So many presses of the button, each with its own form, drawn alike in every run."""
    command = [PYTHON, "-m", "tests.bench.casting", str(count)]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(site.env), check=True, stdout=subprocess.PIPE, text=True
    )
    chance = random.Random(2026)
    return [press(code, form, chance) for form in done.stdout.split()]


def press(code: str, form: str, chance: random.Random) -> bytes:
    line = "".join(chance.choices([*map(str, range(OPTIONS)), "-"], k=QUESTIONS))
    fields = {"v": code, "a": line, "form": form, "ok": "1", "region": chance.choice(REGIONS)}
    return post(CHECK, {**fields, "do": "picture"})


def ballots(site: Site) -> int:
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        found = connection.execute("SELECT count(*) FROM ballots_ballot").fetchone()
    return int(found[0]) if found else 0
