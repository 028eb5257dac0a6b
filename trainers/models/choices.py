"""Words for the codes of the rules, and what several models say of months."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainers.rules import pathway
from trainers.rules.standing import State


class Kind(models.TextChoices):
    COURSE = pathway.Kind.COURSE, _("course or module completed")
    CO_FACILITATED = pathway.Kind.CO_FACILITATED, _("run co-facilitated")
    LED = pathway.Kind.LED, _("run led")
    OBSERVED = pathway.Kind.OBSERVED, _("session observed")
    SUPERVISION = pathway.Kind.SUPERVISION, _("supervision")
    REFLECTION = pathway.Kind.REFLECTION, _("written reflection")
    SAFETY = pathway.Kind.SAFETY, _("safety training")
    ETHICS = pathway.Kind.ETHICS, _("consent to the code of ethics")


class Unit(models.TextChoices):
    TIMES = pathway.Unit.TIMES, _("times")
    HOURS = pathway.Unit.HOURS, _("hours")


class Stage(models.TextChoices):
    AWARD = pathway.Stage.AWARD, _("before the first certificate")
    RENEWAL = pathway.Stage.RENEWAL, _("to renew it")
    REACTIVATION = pathway.Stage.REACTIVATION, _("to come back after a lapse")


class ShownBy(models.TextChoices):
    STATEMENT = pathway.ShownBy.STATEMENT, _("a statement, or a paper shown to the assessor")
    RUBRIC = pathway.ShownBy.RUBRIC, _("an observation with marks")
    RUNS = pathway.ShownBy.RUNS, _("runs held")
    LOG = pathway.ShownBy.LOG, _("the supervisor’s log")


class Assessor(models.TextChoices):
    COORDINATOR = pathway.Assessor.COORDINATOR, _("coordinators of the region")
    ASSESSOR = pathway.Assessor.ASSESSOR, _("assessors")
    TRAINER = pathway.Assessor.TRAINER, _("certified trainers")


class States(models.TextChoices):
    IN_TRAINING = State.IN_TRAINING, _("in training")
    CERTIFIED = State.CERTIFIED, _("certified")
    RENEWAL_DUE = State.RENEWAL_DUE, _("renewal due")
    IN_GRACE = State.IN_GRACE, _("in grace")
    LAPSED = State.LAPSED, _("lapsed")
    SUSPENDED = State.SUSPENDED, _("suspended")
    REVOKED = State.REVOKED, _("revoked")


class Languages(models.TextChoices):
    RU = "ru", _("Russian")
    EN = "en", _("English")
    TT = "tt", _("Tatar")
    BA = "ba", _("Bashkir")
    CV = "cv", _("Chuvash")
    SAH = "sah", _("Yakut")
    KK = "kk", _("Kazakh")
    KA = "ka", _("Georgian")
    HY = "hy", _("Armenian")
    UK = "uk", _("Ukrainian")
    BE = "be", _("Belarusian")
    DE = "de", _("German")
    RSL = "rsl", _("Russian Sign Language")


class Formats(models.TextChoices):
    ONLINE = "online", _("online")
    IN_PERSON = "in_person", _("in person")
    MIXED = "mixed", _("mixed")


class Specialities(models.TextChoices):
    BURNOUT = "burnout", _("burnout")
    TRAUMA = "trauma", _("secondary trauma")
    CONFLICT = "conflict", _("conflict inside groups")
    GRIEF = "grief", _("loss and grief")
    BODY = "body", _("work with the body")
    TRANS = "trans", _("wellbeing of trans people")
    EMIGRATION = "emigration", _("life after leaving")
    SAFETY = "safety", _("safety planning")


class Domains(models.TextChoices):
    """What an observed session is marked for; the codes are those of `rules.pathway.RUBRIC`."""

    PACING = "pacing", _("pacing and structure of the session")
    RELATING = "relating", _("relating to participants")
    HOLDING = "holding", _("holding the group")
    SAFETY = "safety", _("emotional safety")
    INCLUSION = "inclusion", _("inclusion of all genders and experiences")
    SECURITY = "security", _("security and confidentiality")


def are_months(*columns: str) -> models.CheckConstraint:
    """These columns hold first days of months, or nothing."""
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__day": 1}) | Q(**{f"{column}__isnull": True})
    return models.CheckConstraint(condition=condition, name=f"%(class)s_{columns[0]}_is_a_month")
