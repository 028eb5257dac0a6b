"""Colleagues and trainers beside those of the demo. `who:role` is a colleague, whose sign-in is printed as
the demo writes it; `who:months` a trainer who is certified so many months from now, for two years,
and `who:months:colleague` the same with a colleague's account.

python -m tests.journeys.making_colleagues rada:council "Тренерка Лунная:0"
"""

import random
import sys

import django
from django.utils import timezone

django.setup()

from trainers.actions import seeding  # noqa: E402  models need the settings
from trainers.models import PathwayVersion  # noqa: E402  models need the settings
from wellbeing.accounts.actions.staff import create_staff, enrol_recovery_codes  # noqa: E402  as above
from wellbeing.accounts.models import User  # noqa: E402  models need the settings
from wellbeing.privacy import codes  # noqa: E402  models need the settings

SHOWN = 5


def main(*words: str) -> None:
    for word in words:
        name, what, *username = word.split(":")
        if what.isdecimal():
            _certify(name, int(what), *username)
        else:
            sys.stdout.write(_colleague(name, what))


def _colleague(username: str, role: str) -> str:
    password = codes.show(codes.draw())
    drawn = enrol_recovery_codes(user=create_staff(username=username, role=role, password=password))
    return f"{username}\t{password}\tone-time codes: {' '.join(drawn[:SHOWN])}\n"


def _certify(name: str, months_ahead: int, username: str = "") -> None:
    """As those of the demo are, by its colleagues."""
    demo = seeding.Demo(
        lead=User.objects.get(username="lead"),
        assessor=User.objects.get(username="assessor"),
        version=PathwayVersion.objects.get(pathway__slug=seeding.PATHWAY, status="published"),
        today=timezone.localdate(),
        chance=random.Random(seeding.SEED),
    )
    person = seeding.Person(name, "RU-TOM", 12, seeding._certified(-months_ahead), username=username)
    seeding._tell(demo, person)


if __name__ == "__main__":
    main(*sys.argv[1:])
