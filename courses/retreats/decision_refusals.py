"""Why something that everybody would read of a round was refused."""

from django.utils.translation import gettext_lazy as _

from courses.retreats.refusals import Refused


class NoReason(Refused):
    sentence = _("Say it in words: everybody reads it on the page of the round.")


class WaitsAlready(Refused):
    sentence = _(
        "A colleague proposed something for this round already. Confirm that or say no to it first: the page "
        "of the round leads there."
    )


class SamePerson(Refused):
    sentence = _("You proposed this yourself. Another organiser, or somebody from the council, confirms it.")
