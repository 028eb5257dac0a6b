"""Who acts in the demo of retreats, and when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from courses.retreats.planning import weeks
from wellbeing.accounts.models import User

DEMO = UUID("5eed0000-0000-4000-8000-000000000001")
ZONE = "Asia/Krasnoyarsk"


@dataclass(frozen=True, slots=True)
class Demo:
    """The colleagues who act, and now."""

    organiser: User
    coordinator: User
    council: tuple[User, User]
    now: datetime

    @classmethod
    def at(cls, now: datetime) -> "Demo":
        """The staff of the demo (`accounts.actions.seed_staff`) have to be there."""
        of = {each.username: each for each in User.objects.all()}
        return cls(of["organiser"], of["coordinator"], (of["council"], of["second_council"]), now)

    @property
    def today(self) -> date:
        return self.now.date()

    def ago(self, **time: float) -> datetime:
        return self.now - timedelta(**time)

    def monday(self, count: int) -> date:
        """The Monday so many weeks after that of this week, before it where `count` is less than none."""
        return weeks.monday(self.today) + count * weeks.WEEK


def once(title: str) -> UUID:
    """What a form is drawn with; the same at every seeding."""
    return uuid5(DEMO, title)


def whole_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
