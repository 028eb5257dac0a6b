"""Colleagues who can be in the team of a retreat, and when they can."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.choices import Role


class Colleague(models.Model):
    """Somebody by a name of their choosing. `user` is who signs in as them, `trainer` whose certificates
    count when they lead, and with whom this row goes; `most` is how many retreats a year they can take on."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("working name"), max_length=40, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="retreat_colleague",
        verbose_name=_("signs in as"),
    )
    trainer = models.OneToOneField(
        "trainers.Trainer",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trainer"),
    )
    roles = ArrayField(
        models.CharField(max_length=12, choices=Role), verbose_name=_("what they do"), default=list
    )
    most = models.PositiveSmallIntegerField(_("at most so many retreats a year"), default=2)

    class Meta:
        verbose_name = _("colleague of retreats")
        verbose_name_plural = _("colleagues of retreats")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_colleague_has_a_name"),
            models.CheckConstraint(condition=~Q(roles=[]), name="a_colleague_does_something"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=list(Role.values)), name="roles_of_a_colleague_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ColleagueWeek(models.Model):
    """A week, by its Monday, in which a colleague can be at a retreat."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="weeks")
    week_on = models.DateField(_("Monday of the week"))

    class Meta:
        ordering = ("week_on",)
        constraints = [
            models.UniqueConstraint(fields=["colleague", "week_on"], name="a_colleague_can_in_a_week_once"),
            models.CheckConstraint(
                condition=Q(week_on__iso_week_day=1), name="colleague_weeks_begin_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague}, {self.week_on}"
