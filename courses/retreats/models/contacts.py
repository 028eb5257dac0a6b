"""Where somebody who applied is told that there is something to see. Not what, and not who they are."""

from uuid import UUID, uuid4

from django.db import models

from courses.retreats.models.applications import Application
from wellbeing.outbox.models import AddressBox, rules_of_a_box


class RetreatContact(AddressBox):
    """An address and its everyday words, sealed under the server's key; goes with the application.

    `line` is the line in the outbox that tells of something now, drawn anew for each. A line that no
    contact knows any more is told to nobody.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="contact")
    line = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = rules_of_a_box("retreat_contact")

    def __str__(self) -> str:
        return "contact"

    @property
    def line_id(self) -> UUID:
        return self.line
