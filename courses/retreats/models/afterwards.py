"""What stays of a retreat: what its team learnt from it, and a receipt of what was erased."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.retreats import Retreat
from courses.retreats.models.rounds import Round

LONGEST_LESSON = 600


class Lesson(models.Model):
    """What a team wants the next retreat to know, about no person. Gone two years after it was written."""

    class Heading(models.TextChoices):
        HOUSE = "house", _("the house")
        PROGRAMME = "programme", _("the programme")
        TEAM = "team", _("the team")
        SHARING = "sharing", _("sharing out the places")
        SAFETY = "safety", _("safety")

    class Kind(models.TextChoices):
        WORKED = "worked", _("what worked")
        CHANGE = "change", _("what to change")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    retreat = models.ForeignKey(Retreat, on_delete=models.CASCADE, related_name="lessons")
    heading = models.CharField(_("about what"), max_length=9, choices=Heading)
    kind = models.CharField(_("worked or not"), max_length=6, choices=Kind)
    text = models.CharField(_("lesson learnt"), max_length=LONGEST_LESSON)
    author = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=80)
    written_on = models.DateField()

    class Meta:
        ordering = ("heading", "-kind", "written_on", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_lesson_learnt_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}, {self.written_on:%d.%m.%Y}"


class ErasureReceipt(models.Model):
    """That what people told for a round, or for a stay, was erased, in which month, and how much it was.

    `counts` has for each kind its number, or null for fewer than `rules.erased.LEAST`. What was erased `late`
    may have gone in part before, by the rules of retention; then these are the numbers of what was left.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, null=True, related_name="receipt", editable=False
    )
    retreat = models.OneToOneField(
        Retreat, on_delete=models.CASCADE, null=True, related_name="receipt", editable=False
    )
    month = models.DateField()
    counts = models.JSONField(default=dict)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(round__isnull=True) ^ Q(retreat__isnull=True),
                name="a_receipt_is_of_a_round_or_of_a_stay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}"
