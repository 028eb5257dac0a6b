"""The staff of the demo site."""

from datetime import date

from django.db import transaction

from wellbeing.accounts.actions import key_pairs, teams
from wellbeing.accounts.actions.staff import create_staff, enrol_recovery_codes
from wellbeing.accounts.models import User
from wellbeing.privacy import codes, recovery_words
from wellbeing.regions.models import Region

# By username: the code of the role, a name, and a region where the role has one. There are two editors, since
# nobody publishes a lesson alone, and two of the council, since nobody decides a lot alone.
DEMO_STAFF = {
    "editor": ("editor", "Редакторка Ромашкина", None),
    "second_editor": ("editor", "Редактор Рябинин", None),
    "trainer": ("trainer", "Тренер Тестов", "RU-TOM"),
    "coordinator": ("coordinator", "Координаторка Кукушкина", "RU-TOM"),
    "lead": ("lead", "Координатор Соколов", None),
    "organiser": ("organiser", "Организатор Облаков", None),
    "assessor": ("assessor", "Экспертка Энская", None),
    "council": ("council", "Совета Примерная", None),
    "second_council": ("council", "Советник Запасной", None),
    "administrator": ("administrator", "Администратор Образцов", None),
}
DEMO_CODES_SHOWN = 10
PASSPHRASE_WORDS = 6


@transaction.atomic
def seed_staff() -> list[tuple[str, str, str]]:
    """Plainly fictional colleagues for each role; username, password and what else signing in needs.

    Passwords and codes are drawn here and known only to the caller.
    """
    sign_ins = []
    for username, (role, name, region_code) in DEMO_STAFF.items():
        password = codes.show(codes.draw())
        region = Region.objects.filter(code=region_code).first()
        user = create_staff(username=username, role=role, password=password, name=name, region=region)
        recovery_codes = enrol_recovery_codes(user=user)[:DEMO_CODES_SHOWN]
        sign_ins.append((username, password, f"one-time codes: {' '.join(recovery_codes)}"))
    return sign_ins


def seed_keys(*, username: str, today: date) -> str:
    """Keys for one of them, who then is the first in the team of their region if they may be in it; returns
    the passphrase, which is drawn here and known only to the caller."""
    user = User.objects.select_related("region").get(username=username)
    passphrase = recovery_words.suggest(language="en", count=PASSPHRASE_WORDS)
    key_pairs.make_key_pair(user=user, passphrase=passphrase, today=today)
    team = teams.team_of_region(user.region) if user.region else None
    if team and team.may_hold().filter(pk=user.pk).exists():
        teams.found(team=team, user=user)
    return passphrase
