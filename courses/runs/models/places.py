"""Places in runs, and who waits for one. Nobody is known here but by a name of their choosing."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from courses.runs.models.runs import Run
from wellbeing.outbox import calendars
from wellbeing.privacy import sealing

MOST_TOGETHER = 6
LONGEST_NAME = 40


class Party(models.Model):
    """One person, or people who come together: they get places together or wait together.

    `number` is their turn. Somebody who moved up keeps the places until `answer_by`, a whole hour; whoever
    lets that pass goes to the end once, and the second time waits no more: what remains is what their page
    says of it. On `goes_on`, a month after the last session, all of it goes.
    """

    class Standing(models.TextChoices):
        IN = "in", _("has a place")
        OFFERED = "offered", _("may have a place")
        WAITING = "waiting", _("waits")
        PASSED = "passed", _("their turn has passed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="parties")
    size = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=7, choices=Standing)
    answer_by = models.DateTimeField(null=True)
    has_missed = models.BooleanField(default=False)
    goes_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="everybody_has_their_own_turn"),
            models.CheckConstraint(condition=Q(size__range=(1, MOST_TOGETHER)), name="a_party_is_small"),
            models.CheckConstraint(
                condition=Q(standing="offered", answer_by__isnull=False)
                | ~Q(standing="offered") & Q(answer_by__isnull=True),
                name="an_offer_has_a_time_to_answer",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=("in", "offered", "waiting"))
                | Q(standing="passed", has_missed=True),
                name="a_turn_passes_after_two_offers",
            ),
        ]
        indexes = [
            models.Index("answer_by", name="offers_to_answer", condition=Q(standing="offered")),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_standing_display()}"


class Place(models.Model):
    """One person of a party. `id` follows from the place code, which is shown once and is nowhere here.

    `calendar` follows from the code in the address of a calendar, which follows from the place code, and is
    there while the person wants one; `calendar_box` holds the words of its entries, sealed under a key that
    follows from the same code: the server by itself cannot read them.
    """

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("working name"), max_length=LONGEST_NAME)
    calendar = models.UUIDField(null=True, unique=True, editable=False)
    calendar_box = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_place_has_a_working_name"),
            models.CheckConstraint(
                condition=Q(calendar__isnull=False, calendar_box__isnull=False)
                | Q(calendar__isnull=True, calendar_box__isnull=True),
                name="a_calendar_says_something",
            ),
            models.CheckConstraint(
                condition=Q(calendar_box__isnull=True)
                | Q(Exact(Length("calendar_box"), sealing.box_size(calendars.ROOM))),
                name="calendar_box_always_the_same_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def put_calendar(self, code: str, says: str) -> None:
        """A calendar under the address with this code, its words sealed; none for no words."""
        self.calendar, self.calendar_box = calendars.seal(code, says)

    def calendar_says(self, code: str) -> str:
        """The words of the calendar, opened by the code in its address; empty where there is none."""
        return calendars.words(code, self.calendar, self.calendar_box)
