"""Certificates and everything that two people decide about them."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from trainers.models.choices import are_months
from trainers.models.pathways import PathwayVersion
from trainers.models.people import Candidacy
from trainers.rules import months
from trainers.rules.pathway import Held
from trainers.rules.standing import State

NUMBER_FORM = r"^[0-9A-HJKMNP-TV-Z]{12}$"
MOST_STATUSES = 131_072  # entries of a status list of the length that its standard asks at least


class MonthsLater(Func):
    """A date so many months later, as PostgreSQL counts months."""

    template, arg_joiner, arity = "(%(expressions)s)::date", " + interval '1 month' * ", 2
    output_field = models.DateField()


class DaysLater(Func):
    template, arg_joiner, arity = "(%(expressions)s)", " + ", 2
    output_field = models.DateField()


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def with_state(self, day: date) -> "CertificateQuerySet":
        """Each with its `state` on a day and `ended_on`, the first day on which it has expired, so that many
        are counted and filtered where they lie.

        What `rules.standing.stand` says of one, said again in SQL: a test draws thousands and compares.
        """
        dated = self.annotate(ended_on=MonthsLater(F("expires_month"), F("extended_months") + 1)).alias(
            opens_on=DaysLater(F("ended_on"), -F("version__renewal_days")),
            lapsed_on=DaysLater(F("ended_on"), F("version__grace_days")),
        )
        return dated.annotate(
            state=Case(
                When(revoked_month__isnull=False, then=Value(str(State.REVOKED))),
                When(suspended_month__isnull=False, then=Value(str(State.SUSPENDED))),
                When(opens_on__gt=day, then=Value(str(State.CERTIFIED))),
                When(ended_on__gt=day, then=Value(str(State.RENEWAL_DUE))),
                When(lapsed_on__gt=day, then=Value(str(State.IN_GRACE))),
                default=Value(str(State.LAPSED)),
                output_field=models.CharField(),
            )
        )


class Certificate(models.Model):
    """One trainer, one pathway, one region. `number` is public; `token` is what the QR code leads by, so that
    no log of addresses ever holds a number. `period_month` is the month from which renewal counts,
    `told_state` the state that reminders told last.

    In the database an exclusion constraint, `certificates_do_not_overlap`, stands beside those below.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(_("number"), max_length=12, unique=True)
    token = models.CharField(max_length=32, unique=True)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="certificates")
    version = models.ForeignKey(
        PathwayVersion, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("rules")
    )
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    issued_month = models.DateField(_("issued"))
    period_month = models.DateField(_("renewal counts from"))
    expires_month = models.DateField(_("valid through"))
    extended_months = models.PositiveSmallIntegerField(_("extended by, months"), default=0)
    suspended_month = models.DateField(_("suspended"), null=True, blank=True)
    revoked_month = models.DateField(_("revoked"), null=True, blank=True)
    name_hash = models.CharField(max_length=128, blank=True)
    status_index = models.PositiveIntegerField(unique=True)
    told_state = models.CharField(max_length=12, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("expires_month", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=NUMBER_FORM), name="certificate_number_has_its_form"
            ),
            models.CheckConstraint(
                condition=Q(status_index__lt=MOST_STATUSES), name="certificate_is_on_the_status_list"
            ),
            models.CheckConstraint(
                condition=Q(expires_month__gte=F("issued_month")), name="certificate_ends_after_its_issue"
            ),
            are_months("issued_month", "period_month", "expires_month", "suspended_month", "revoked_month"),
        ]
        indexes = [models.Index("region", "expires_month", name="certificates_by_region_and_end")]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        return "-".join(self.number[start : start + 4] for start in range(0, 12, 4))

    @property
    def valid_through(self) -> date:
        """The last month in which it is valid, extensions included."""
        return months.later(self.expires_month, self.extended_months)

    def held(self) -> Held:
        return Held(
            issued=self.issued_month,
            period=self.period_month,
            expires=self.valid_through,
            is_suspended=self.suspended_month is not None,
            is_revoked=self.revoked_month is not None,
        )


class Renewal(models.Model):
    """That a certificate was renewed: by whom, in which month, and through which month before and after."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="renewals")
    before_month = models.DateField(_("was valid through"))
    after_month = models.DateField(_("valid through"))
    renewed_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    renewed_by_name = models.CharField(_("by"), max_length=80)
    renewed_month = models.DateField(_("month"))

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        constraints = [
            models.CheckConstraint(
                condition=Q(after_month__gt=F("before_month")), name="renewing_never_shortens"
            ),
            are_months("before_month", "after_month", "renewed_month"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.after_month:%m.%Y}"


class Proposal(models.Model):
    """What one person proposes and another decides: to award, to suspend, to revoke, to lift a suspension."""

    class Kind(models.TextChoices):
        AWARD = "award", _("award a certificate")
        SUSPEND = "suspend", _("suspend a certificate")
        REVOKE = "revoke", _("revoke a certificate")
        LIFT = "lift", _("lift a suspension")

    class Reason(models.TextChoices):
        NONE = "", "—"
        OWN_WISH = "own_wish", _("at the trainer’s own wish")
        SAFETY = "safety", _("concern for participants’ safety")
        ETHICS = "ethics", _("breach of the code of ethics")
        CONFIDENTIALITY = "confidentiality", _("breach of confidentiality")
        EVIDENCE = "evidence", _("evidence that was not true")
        SECURITY = "security", _("the trainer’s own safety")
        RESOLVED = "resolved", _("what led to it is resolved")

    class Outcome(models.TextChoices):
        OPEN = "open", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("what"), max_length=7, choices=Kind)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="proposals")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, null=True, related_name="proposals"
    )
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    note = models.TextField(_("note"), max_length=500, blank=True)
    owner = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_by_name = models.CharField(_("proposed by"), max_length=80)
    proposed_month = models.DateField(_("proposed"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_month = models.DateField(_("decided"), null=True)
    why = models.TextField(_("why"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("proposed_month", "pk")
        permissions = [("decide_proposal", "Can propose and decide about certificates")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="award", reason="")
                | ~Q(kind="award") & Q(certificate__isnull=False) & ~Q(reason=""),
                name="what_is_proposed_has_its_parts",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
                name="two_people_decide",
            ),
            models.CheckConstraint(
                condition=(Q(owner__isnull=True) | Q(proposed_by__isnull=True) | ~Q(proposed_by=F("owner")))
                & (Q(owner__isnull=True) | Q(decided_by__isnull=True) | ~Q(decided_by=F("owner"))),
                name="nobody_decides_about_themselves",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_month__isnull=True, decided_by_name="")
                | ~Q(outcome="open") & Q(decided_month__isnull=False) & ~Q(decided_by_name=""),
                name="what_is_decided_says_when_and_by_whom",
            ),
            models.CheckConstraint(condition=~Q(outcome="declined", why=""), name="declining_says_why"),
            models.UniqueConstraint(
                "candidacy",
                "region",
                condition=Q(outcome="open", kind="award"),
                name="one_open_award_at_a_time",
            ),
            models.UniqueConstraint(
                "certificate", condition=Q(outcome="open"), name="one_open_proposal_about_a_certificate"
            ),
            are_months("proposed_month", "decided_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.candidacy.trainer}"


class Appeal(models.Model):
    """A trainer's objection to a suspension or revocation, decided by somebody who took no part in it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("waits to be heard")
        GRANTED = "granted", _("granted: the decision is undone")
        REFUSED = "refused", _("refused: the decision stands")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField(_("in the trainer’s words"), max_length=1000)
    made_month = models.DateField(_("made"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_month = models.DateField(_("decided"), null=True)
    why = models.TextField(_("why"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_month__isnull=True)
                | ~Q(outcome="open") & Q(decided_month__isnull=False) & ~Q(why=""),
                name="an_appeal_is_answered_with_a_reason",
            ),
            are_months("made_month", "decided_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.proposal}"
