"""Where somebody with a place is told that there is something to see. Not what, and not who they are."""

from uuid import UUID, uuid4

from django.db import models

from courses.runs.models.places import Place
from wellbeing.outbox.models import AddressBox, rules_of_a_box


class Contact(AddressBox):
    """An address and its everyday words, sealed under the server's key; goes with the place.

    `line` is the line in the outbox that tells of something now, drawn anew for each. A line that no
    contact knows any more is told to nobody.
    """

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="contact")
    line = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = rules_of_a_box("contact")

    def __str__(self) -> str:
        return "contact"

    @property
    def line_id(self) -> UUID:
        return self.line
