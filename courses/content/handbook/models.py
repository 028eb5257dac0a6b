"""A course as a file to take along, while it is made and as long as the course is published."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FOLDER = "handbooks"


class HandbookQuerySet(models.QuerySet["Handbook"]):
    def to_fetch(self) -> "HandbookQuerySet":
        """Those with a file, in the order in which a page offers them."""
        return self.exclude(file="").order_by("kind")


class Handbook(models.Model):
    """One file of a course, whose page says the language. The former one stays until the next is whole."""

    class Kind(models.TextChoices):
        A4 = "a4", _("PDF, A4")
        A5 = "a5", _("PDF, A5")
        ZIP = "zip", _("ZIP, pages for a memory stick")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits its turn")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("did not work")
        STOPPED = "stopped", _("stopped")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    course = models.ForeignKey("content.CoursePage", on_delete=models.CASCADE, related_name="handbooks")
    kind = models.CharField(max_length=3, choices=Kind)
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    # Drawn for each making: whoever has another is not wanted any more. It names the file that is written.
    claim = models.UUIDField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=FOLDER, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    # Of the course, then of each lesson: what the file was made from.
    revisions = ArrayField(models.BigIntegerField(), default=list)

    objects = HandbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("handbook")
        verbose_name_plural = _("handbooks")
        default_permissions = ()
        permissions = [("make_handbook", "Can have handbooks made and stopped")]
        constraints = [
            models.UniqueConstraint(fields=["course", "kind"], name="course_has_one_handbook_of_a_kind"),
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="making"), name="one_handbook_is_made_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="making", claim__isnull=False)
                | (~Q(status="making") & Q(claim__isnull=True)),
                name="handbook_is_claimed_while_it_is_made",
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | (~Q(file="") & Q(size__gt=0)), name="ready_handbook_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def file_name(self) -> str:
        """Neutral, and the end of its address below the course's."""
        return "notes.zip" if self.kind == self.Kind.ZIP else f"notes-{self.kind}.pdf"

    @property
    def stored_name(self) -> str:
        """Where the file lies that this claim makes."""
        ending = "zip" if self.kind == self.Kind.ZIP else "pdf"
        return f"{FOLDER}/{self.claim}.{ending}"
