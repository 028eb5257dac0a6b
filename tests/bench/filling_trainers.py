"""So many trainers in a hundred regions: `python -m tests.bench.filling_trainers TRAINERS EVIDENCE`.

Each has a pathway, so much evidence, and nine of ten a certificate, in every state; every third serves a
second region too. Drawn alike in every run.
"""

import random
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from uuid import UUID

import django
from django.db import connection
from django.db.models import Model

django.setup()

from trainers.actions import pathways  # noqa: E402  models need the settings
from trainers.models import Candidacy, Certificate, Evidence, PathwayVersion, Trainer  # noqa: E402  models need the settings
from trainers.rules import months, numbers  # noqa: E402  models need the settings
from trainers.rules.pathway import Kind  # noqa: E402  models need the settings
from wellbeing.regions.models import Region  # noqa: E402  models need the settings

REGIONS = 100
TODAY = date.today()  # noqa: DTZ011
MONTH = TODAY.replace(day=1)
BEGAN = months.later(MONTH, -60)
KINDS = [str(kind) for kind in Kind if kind is not Kind.SUPERVISION]
LANGUAGES = ("en", "tt", "ka", "hy")
FORMATS = ("online", "in_person", "mixed")
TABLES = "trainers_trainer, trainers_candidacy, trainers_certificate, trainers_evidence"

MOSTLY, RARELY = 0.9, 0.03


def main(trainers: int, evidence: int) -> None:
    chance = random.Random(2026)
    if not PathwayVersion.objects.exists():
        pathways.load_shipped(by="bench", today=BEGAN)
    version = PathwayVersion.objects.filter(status="published").earliest("pk").pk
    codes = list(Region.objects.order_by("position").values_list("pk", flat=True)[:REGIONS])
    people = [person(chance, number, codes) for number in range(trainers)]
    paths = [
        Candidacy(id=_uuid(chance), trainer=each, version_id=version, began_month=BEGAN) for each in people
    ]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE trainers_trainer CASCADE")
    copy(Trainer, people)
    copy(Candidacy, paths)
    copy(Certificate, certificates(chance, paths, codes))
    copy(Evidence, shown(chance, paths, evidence))
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {TABLES}")


def person(chance: random.Random, number: int, codes: list[str]) -> Trainer:
    return Trainer(
        id=_uuid(chance),
        name=f"Тренерка {number}",
        languages=["ru", *chance.sample(LANGUAGES, chance.randrange(3))],
        formats=chance.sample(FORMATS, chance.randrange(1, 3)),
        home_region_id=codes[number % len(codes)],
        active_from_month=BEGAN,
    )


def certificates(chance: random.Random, paths: list[Candidacy], codes: list[str]) -> Iterator[Certificate]:
    indexes = count()
    for number, path in enumerate(paths):
        elsewhere = [codes[(number + 7) % len(codes)]] if number % 3 == 0 else []
        for code in [path.trainer.home_region_id, *elsewhere] if number % 10 else []:
            issued = months.later(MONTH, -chance.randrange(48))
            yield Certificate(
                id=_uuid(chance),
                number=numbers.draw(),
                token=_uuid(chance).hex,
                candidacy=path,
                version_id=path.version_id,
                region_id=code,
                issued_month=issued,
                period_month=issued,
                expires_month=months.later(issued, 24),
                suspended_month=MONTH if chance.random() < RARELY else None,
                revoked_month=MONTH if chance.random() < RARELY else None,
                status_index=next(indexes),
            )


def shown(chance: random.Random, paths: list[Candidacy], pieces: int) -> Iterator[Evidence]:
    for path in paths:
        for _ in range(pieces):
            month = months.later(MONTH, -chance.randrange(60))
            yield Evidence(
                id=_uuid(chance),
                candidacy=path,
                kind=chance.choice(KINDS),
                month=month,
                region_id=path.trainer.home_region_id,
                status="accepted" if chance.random() < MOSTLY else "submitted",
                submitted_month=month,
            )


def copy(model: type[Model], rows: Iterable[Model]) -> None:
    fields = model._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    words = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(words) as target:
        for row in rows:
            values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            target.write_row(values)


def _uuid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
