"""Who can be in the teams of the demo: trainers who hold a certificate, and others who work with them."""

from courses.retreats.actions.planning import colleagues
from courses.retreats.actions.planning.colleagues import Said
from courses.retreats.models import Colleague
from courses.retreats.models.choices import Role
from courses.retreats.seeding import calendar
from courses.retreats.seeding.demo import Demo
from trainers.models import Trainer
from wellbeing.accounts.models import User

DAWN, POPLAR, CLOUDBERRY = "Тренерка Рассветная", "Тренер Тополев", "Тренерка Морошкина"
TESTOV, BEYOND = "Тренер Тестов", "Тренер Заречный"
FERN, LINGONBERRY = "Психологиня Папоротникова", "Психолог Брусничный"
CLOUDS, CUCKOO = "Организатор Облаков", "Координаторка Кукушкина"

# By name: what they do, and the account of those who sign in.
PEOPLE: dict[str, tuple[tuple[str, ...], str]] = {
    DAWN: ((Role.LEAD, Role.CO_TRAINER), ""),
    POPLAR: ((Role.LEAD,), ""),
    CLOUDBERRY: ((Role.LEAD, Role.CO_TRAINER), ""),
    TESTOV: ((Role.CO_TRAINER,), "trainer"),
    BEYOND: ((Role.CO_TRAINER,), ""),
    FERN: ((Role.PSYCHOLOGIST,), ""),
    LINGONBERRY: ((Role.PSYCHOLOGIST,), ""),
    CLOUDS: ((Role.ORGANISER,), "organiser"),
    CUCKOO: ((Role.ORGANISER,), "coordinator"),
}
MOST = 3


def seed(demo: Demo) -> dict[str, Colleague]:
    """By name. The trainers of the demo (`trainers.actions.seeding`) have to be there."""
    users = {each.username: each for each in User.objects.all()}
    trainers = {each.name: each for each in Trainer.objects.all()}
    return {
        name: colleagues.save(
            colleague=None,
            what=Said(
                name=name,
                roles=roles,
                most=MOST,
                weeks=calendar.weeks_ahead(demo),
                user=users.get(username),
                trainer=trainers.get(name),
            ),
            by=demo.organiser,
        )
        for name, (roles, username) in PEOPLE.items()
    }
