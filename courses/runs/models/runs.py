"""Runs, their sessions, and the trainers who hold them."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Max, Min, Q
from django.utils.translation import gettext_lazy as _

from cms.zones import ZONES
from courses.runs.rules import meeting
from courses.runs.rules.states import Facts, State, Status, state
from trainers.models.choices import Formats, Languages

MOST_PLACES = 60


class RunQuerySet(models.QuerySet["Run"]):
    def with_times(self) -> "RunQuerySet":
        """Each with `begins` and `ends`, its first and last moment."""
        return self.annotate(begins=Min("sessions__starts_at"), ends=Max("sessions__ends_at"))


class Run(models.Model):
    """A course held for a group.

    `taken` counts the places given and those offered to people who moved up; PostgreSQL keeps it itself,
    and refuses one more than there are. `came` numbers those who ask for a place, in their order.
    `invitation` follows from the code by which one joins; the code itself is nowhere. `over_on` is the day of
    the last session, from which retention counts. `pulse` is the id of the cohort in which its people answer
    whether it helps; no relation leads there.
    """

    class Decided(models.TextChoices):
        PLANNED = Status.PLANNED, _("planned")
        PUBLISHED = Status.PUBLISHED, _("published")
        DONE = Status.DONE, _("done")
        CANCELLED = Status.CANCELLED, _("cancelled")

    class Joining(models.TextChoices):
        OPEN = "open", _("anyone may join")
        CODE = "code", _("with a code of invitation")
        ASKING = "asking", _("by asking the trainers")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(
        _("name of the run"),
        max_length=80,
        help_text=_("What colleagues call this run. Participants see the course."),
    )
    course = models.ForeignKey(
        "content.CoursePage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("course"),
    )
    regions = models.ManyToManyField("regions.Region", related_name="+", verbose_name=_("regions"))
    language = models.CharField(_("language"), max_length=3, choices=Languages, default=Languages.RU)
    form = models.CharField(_("format"), max_length=9, choices=Formats, default=Formats.ONLINE)
    capacity = models.PositiveSmallIntegerField(_("places"))
    minimum = models.PositiveSmallIntegerField(_("at least so many"), default=1)
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    came = models.PositiveIntegerField(default=0, editable=False)
    joining = models.CharField(_("how to join"), max_length=6, choices=Joining, default=Joining.OPEN)
    invitation = models.UUIDField(null=True, editable=False)
    decided = models.CharField(_("state"), max_length=9, choices=Decided, default=Decided.PLANNED)
    over_on = models.DateField(null=True, editable=False)
    pulse = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)

    objects = RunQuerySet.as_manager()

    begins: datetime | None
    ends: datetime | None

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        permissions = [
            ("hold_run", "Can hold runs of one's own"),
            ("plan_region", "Can plan the runs of their own region"),
            ("plan_everywhere", "Can plan the runs of all regions"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="run_has_a_name"),
            models.CheckConstraint(condition=Q(capacity__range=(1, MOST_PLACES)), name="run_has_some_places"),
            models.CheckConstraint(
                condition=Q(minimum__range=(1, F("capacity"))), name="run_needs_no_more_than_its_places"
            ),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="run_is_never_overbooked"),
            models.CheckConstraint(
                condition=Q(joining="code", invitation__isnull=False)
                | ~Q(joining="code") & Q(invitation__isnull=True),
                name="run_with_a_code_has_an_invitation",
            ),
            models.CheckConstraint(
                condition=Q(decided="planned") | Q(decided="cancelled") | Q(over_on__isnull=False),
                name="published_run_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, now: datetime) -> State:
        """Where it stands; of runs that were asked for `with_times`."""
        return state(self.facts(), now)

    def facts(self) -> Facts:
        """What its state follows from; of runs that were asked for `with_times`."""
        return Facts(Status(self.decided), self.taken, self.capacity, self.begins)


class Session(models.Model):
    """One meeting of a run. The zone is that of the people who come; clocks show its time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, choices=ZONES)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at") + meeting.SHORTEST)
                & Q(ends_at__lte=F("starts_at") + meeting.LONGEST),
                name="session_has_a_length",
            ),
            # For the engagements below: their times are these, whatever happens.
            models.UniqueConstraint(fields=["id", "starts_at", "ends_at"], name="session_and_its_times"),
        ]

    def __str__(self) -> str:
        return f"{self.run}, {self.starts_at:%d.%m.%Y}"

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


class Leading(models.Model):
    """A trainer who holds a run, or helps to hold it while in training."""

    class Role(models.TextChoices):
        LEADS = "leads", _("leads")
        HELPS = "helps", _("co-facilitates")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="leadings")
    trainer = models.ForeignKey(
        "trainers.Trainer", on_delete=models.CASCADE, related_name="+", verbose_name=_("trainer")
    )
    role = models.CharField(_("role"), max_length=5, choices=Role, default=Role.LEADS)

    class Meta:
        verbose_name = _("trainer of a run")
        verbose_name_plural = _("trainers of a run")
        constraints = [
            models.UniqueConstraint(fields=["run", "trainer"], name="a_trainer_holds_a_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.trainer}, {self.run}"


class Engagement(models.Model):
    """A trainer in a session, with its times: PostgreSQL refuses two at once, of whatever runs."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="engagements", db_constraint=False
    )
    leading = models.ForeignKey(Leading, on_delete=models.CASCADE, related_name="engagements")
    trainer = models.ForeignKey("trainers.Trainer", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "leading"], name="one_engagement_a_session"),
        ]

    def __str__(self) -> str:
        return f"{self.leading}, {self.starts_at:%d.%m.%Y}"
