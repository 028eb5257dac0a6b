"""Places offered, and what became of each; where people sleep; what those who come are asked besides."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.retreats.models.applications import Application
from courses.retreats.models.houses import HouseRoom
from courses.retreats.models.retreats import Retreat
from wellbeing.outbox import calendars
from wellbeing.privacy import sealing


class Offer(models.Model):
    """A place at a retreat for one application. Places offered and accepted count; PostgreSQL counts them.

    What was declined, passed or was given up again stays as a row until the application goes, so that nobody
    is asked twice. `answer_by` is a whole hour. `calendar` follows from the code in the address of a
    calendar, and is there while the person wants one; the words of its entries only that code opens.
    """

    class Standing(models.TextChoices):
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", pgettext_lazy("offer", "declined")
        LAPSED = "lapsed", _("not answered in time")
        WITHDRAWN = "withdrawn", _("given up again")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="offers")
    retreat = models.ForeignKey(Retreat, on_delete=models.CASCADE, related_name="offers")
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.OFFERED)
    answer_by = models.DateTimeField(null=True)
    calendar = models.UUIDField(null=True, unique=True, editable=False)
    calendar_box = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(calendar__isnull=False, calendar_box__isnull=False)
                | Q(calendar__isnull=True, calendar_box__isnull=True),
                name="the_calendar_of_a_stay_says_something",
            ),
            models.CheckConstraint(
                condition=Q(calendar_box__isnull=True)
                | Q(Exact(Length("calendar_box"), sealing.box_size(calendars.ROOM))),
                name="calendar_of_a_stay_always_the_same_size",
            ),
            models.UniqueConstraint(fields=["application"], name="an_application_is_offered_one_place"),
            models.CheckConstraint(
                condition=Q(standing="offered", answer_by__isnull=False)
                | ~Q(standing="offered") & Q(answer_by__isnull=True),
                name="an_offered_place_has_a_time_to_answer",
            ),
        ]
        indexes = [
            models.Index("answer_by", name="retreat_offers_to_answer", condition=Q(standing="offered")),
        ]

    def __str__(self) -> str:
        return self.get_standing_display()

    def put_calendar(self, code: str, says: str) -> None:
        """A calendar under the address with this code, its words sealed; none for no words."""
        self.calendar, self.calendar_box = calendars.seal(code, says)

    def calendar_says(self, code: str) -> str:
        """The words of the calendar, opened by the code in its address; empty where there is none."""
        return calendars.words(code, self.calendar, self.calendar_box)


class Bed(models.Model):
    """Where somebody sleeps: one bed of one room at one retreat, for one person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="bed")
    retreat = models.ForeignKey(Retreat, on_delete=models.CASCADE, related_name="beds")
    room = models.ForeignKey(HouseRoom, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["retreat", "room", "number"], name="a_bed_is_one_persons"),
            models.CheckConstraint(condition=Q(number__gte=1), name="beds_are_counted_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.room}, {self.number}"


class StayForm(models.Model):
    """What somebody who comes told the team of the retreat: travel, whom to call, medication. Sealed to it.

    It goes fourteen days after the last day, or with the place; PostgreSQL deletes the record with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="stay_form")
    record = models.OneToOneField("accounts.SealedRecord", on_delete=models.CASCADE, related_name="+")
    goes_on = models.DateField()

    def __str__(self) -> str:
        return "second form"
