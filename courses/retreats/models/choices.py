"""Words for the codes of the rules: what a room offers, what a team is asked for, who does what in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.retreats.rules import year


class Feature(models.TextChoices):
    """What a room of a house offers, and what somebody needs of theirs."""

    STEP_FREE = "step_free", _("reached without steps, with room for a wheelchair")
    GROUND_FLOOR = "ground_floor", _("on the ground floor")
    OWN_BATHROOM = "own_bathroom", _("with a bathroom of its own")
    WALK_IN_SHOWER = "walk_in_shower", _("with a shower without a step")
    QUIET = "quiet", _("quiet at night")
    DARK = "dark", _("can be made dark")
    NO_SCENT = "no_scent", _("without scents or smoke")
    ANIMALS = "animals", _("assistance animals are welcome")
    LOW_BED = "low_bed", _("a low bed, none above another")


class Help(models.TextChoices):
    """What a team can only do for so many people at one retreat."""

    AT_NIGHT = "at_night", _("help at night")
    MOVING = "moving", _("help with moving about")
    MEDICATION = "medication", _("help with remembering medication")
    SIGNING = "signing", _("a sign language")
    LANGUAGE = "language", _("another language than Russian")
    SOBER = "sober", _("company in staying sober")


class Role(models.TextChoices):
    LEAD = year.Role.LEAD, _("leads")
    CO_TRAINER = year.Role.CO_TRAINER, _("second trainer")
    PSYCHOLOGIST = year.Role.PSYCHOLOGIST, _("psychologist")
    ORGANISER = year.Role.ORGANISER, _("organises")


class Part(models.TextChoices):
    """What is sealed to whom: each part of an application to those who need it and to nobody else."""

    ACCESS = "access", _("what they need")
    SAFETY = "safety", _("whom they must not meet")
    CONTACT = "contact", _("how to reach them, and their words")
    APPEAL = "appeal", _("an appeal")
