"""Runs in every state beside those of the demo, printed with what opens them.

python -m tests.journeys.making_runs
"""

import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

import django
from django.utils import timezone

django.setup()

from courses.content.models import CoursePage  # noqa: E402  models need the settings
from courses.runs.actions import enrolling, waiting  # noqa: E402  models need the settings
from courses.runs.models import Attendance, Leading, Party, Run, Session  # noqa: E402  models need the settings
from tests.factories.runs import create_run  # noqa: E402  models need the settings
from trainers.models import Trainer  # noqa: E402  models need the settings
from wellbeing.privacy import codes  # noqa: E402  models need the settings

LONG = "Невероятнодлинноерабочееимябезпробелов"
RTL = "ليلى من البحر"
INVITATION = "K7M2P9QRSTVWXYZ01234"
SOON = timedelta(days=9)


def main() -> None:
    now = timezone.now()
    runs = {name: _run(name, now) for name in PLANS}
    places = {name: codes.show(code) for name, code in _places(runs, now).items()}
    made = {
        "runs": {name: str(run.pk) for name, run in runs.items()},
        "ids": {
            "session": str(runs["running"].sessions.all()[0].pk),
            "ahead": str(runs["open"].sessions.all()[1].pk),
        },
        "codes": places,
    }
    sys.stdout.write(json.dumps(made))


# By name: how many places, how many sessions, how one joins, and what was decided.
PLANS = {
    "open": (12, 10, "open", "published"),
    "full": (2, 3, "open", "published"),
    "offering": (1, 3, "open", "published"),
    "asking": (6, 3, "asking", "published"),
    "invited": (6, 3, "code", "published"),
    "planned": (6, 3, "open", "planned"),
    "running": (60, 6, "open", "published"),
    "done": (6, 2, "open", "done"),
    "cancelled": (6, 3, "open", "cancelled"),
}
BEHIND = {"running": timedelta(days=8), "done": timedelta(days=20)}


def _run(name: str, now: datetime) -> Run:
    """Published, so that people can come into it; what became of it is said once they have."""
    capacity, sessions, joining, decided = PLANS[name]
    run = create_run(capacity=capacity, begins=now + SOON, sessions=sessions)
    run.title, run.joining = f"Поток для просмотра с длинным названием: {name}", joining
    run.course = CoursePage.objects.filter(locale__language_code="ru", live=True).order_by("path")[0]
    run.invitation = codes.lookup_id(INVITATION) if joining == "code" else None
    run.decided = decided if decided == "planned" else run.decided
    run.save()
    Session.objects.filter(run=run).update(zone="Asia/Krasnoyarsk")
    Leading.objects.create(run=run, trainer=Trainer.objects.get(user__username="trainer"))
    return run


def _places(runs: dict[str, Run], now: datetime) -> dict[str, str]:
    found = {
        name: _come(runs["open"], [name], now)
        for name in ("in", "number-ru", "number-en", "left-ru", "left-en", "keyboard")
    }
    _come(runs["full"], ["Волна", RTL], now)
    found["waiting"] = _come(runs["full"], ["Ветер", LONG], now)
    first = _come(runs["offering"], ["Роза"], now)
    found["offered"] = _come(runs["offering"], [RTL], now)
    enrolling.leave(code=first, now=now)
    found["asked"] = _come(runs["asking"], ["Тюлень"], now)
    waiting.admit(party=_party(_come(runs["asking"], [LONG, RTL], now)), now=now)
    for name in ("running", "done", "cancelled"):
        found[name] = _come(runs[name], [RTL], now)
        _come(runs[name], [LONG], now)
    for number in range(40):
        _come(runs["running"], [f"Имя {number}"], now)
    for name, span in BEHIND.items():
        _pass(runs[name], span + SOON)
    Attendance.objects.create(
        place_id=codes.lookup_id(found["done"]), session=runs["done"].sessions.all()[0], came=True
    )
    for name in ("done", "cancelled"):
        Run.objects.filter(pk=runs[name].pk).update(decided=PLANS[name][3])
    return found


def _come(run: Run, names: Sequence[str], now: datetime) -> str:
    code = codes.draw()
    enrolling.enrol(run=run.pk, names=names, code=code, now=now)
    return code


def _party(code: str) -> object:
    return Party.objects.get(places=codes.lookup_id(code)).pk


def _pass(run: Run, span: timedelta) -> None:
    """So much time passes for its sessions."""
    for each in run.sessions.order_by("starts_at"):
        each.starts_at, each.ends_at = each.starts_at - span, each.ends_at - span
        each.save(update_fields=["starts_at", "ends_at"])
    Run.objects.filter(pk=run.pk).update(over_on=(each.ends_at).date())


if __name__ == "__main__":
    main()
