"""Certificates of a colleague's regions: by state, soonest end first; one of them; renewing it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from trainers import reading, scope
from trainers.actions import certificates as actions
from trainers.models import Certificate, Proposal
from trainers.models.choices import States
from trainers.refusals import Refused
from trainers.rules import standing
from trainers.rules.standing import State
from trainers.staff import frame
from trainers.staff.listing import Listing, PartColumn
from trainers.staff.people import WORKS
from trainers.staff.person import in_words
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

OVER = (State.LAPSED, State.REVOKED)
HELD = [each for each in States.choices if each[0] != State.IN_TRAINING]


class CertificateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=HELD)
    ends = django_filters.ChoiceFilter(
        label=gettext_lazy("Ends"),
        choices=[(30, gettext_lazy("within 30 days")), (90, gettext_lazy("within 90 days"))],
        method="by_end",
    )
    region = django_filters.ModelChoiceFilter(label=gettext_lazy("Region"), queryset=Region.objects.all())

    class Meta:
        model = Certificate
        fields: list[str] = []

    def by_end(self, rows: QuerySet[Certificate], _name: str, value: str) -> QuerySet[Certificate]:
        return ending(rows, days=int(value))


class CertificatesView(Listing):
    model = Certificate
    page_title = gettext_lazy("Certificates")
    header_icon = "doc-full"
    filterset_class = CertificateFilterSet
    search_fields = ["candidacy__trainer__name", "number"]
    exported_as = "certificates"
    default_ordering = ("is_over", "ended_on", "pk")

    def get_base_queryset(self) -> QuerySet[Certificate]:
        rows = scope.certificates(self.request.user).with_state(frame.today())
        is_over = Case(When(state__in=OVER, then=Value(1)), default=Value(0))
        return rows.annotate(is_over=is_over).select_related(
            "candidacy__trainer", "version__pathway", "region"
        )

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "trainer",
                label=_("Trainer"),
                accessor="candidacy.trainer",
                get_url=lambda row: reverse("trainers:show_certificate", args=[row.pk]),
            ),
            Column("region", label=_("Region")),
            Column("pathway", label=_("Pathway"), accessor="version.pathway"),
            PartColumn("state", label=_("State"), template="_state_cell"),
            Column("through", label=_("Valid through"), accessor=lambda row: f"{row.valid_through:%m.%Y}"),
            Column("number", label=_("Number"), accessor="shown_number"),
        ]


def ending(rows: QuerySet[Certificate], *, days: int) -> QuerySet[Certificate]:
    """Of certificates with their states those by which a run may be led and that end within so many days."""
    today = frame.today()
    active = [str(each) for each in standing.ACTIVE]
    soon = Q(state__in=active, ended_on__gt=today, ended_on__lte=today + timedelta(days))
    return rows.filter(soon)


@staff(*WORKS)
@require_GET
def show(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Where a certificate stands, what may be done about it, and all that was decided."""
    by = frame.colleague(request)
    certificate = found(by, certificate_id)
    context = {
        "certificate": certificate,
        "where": _where(certificate),
        "proposals": proposals_of(certificate),
        "renewals": certificate.renewals.order_by("renewed_month"),
        "extensions": certificate.extensions.select_related("extension__region"),
        "is_trainer_theirs": scope.trainers(by).filter(pk=certificate.candidacy.trainer_id).exists(),
        "kinds": _may_propose(by, certificate),
    }
    trail = [(reverse("trainers:certificates"), _("Certificates"))]
    title = _("Certificate %(number)s") % {"number": certificate}
    return frame.page(request, "certificate_show", title, context, trail=trail, icon="doc-full")


@staff(*WORKS)
@require_POST
def renew(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Make a certificate longer by what was done."""
    by = frame.colleague(request)
    certificate = found(by, certificate_id)
    try:
        renewed = actions.renew(certificate=certificate, by=by, today=frame.today())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Renewed through %(month)s.") % {"month": f"{renewed.valid_through:%m.%Y}"}
        )
    return redirect("trainers:show_certificate", certificate.pk)


def found(by: User, certificate_id: UUID) -> Certificate:
    rows = scope.certificates(by).select_related("candidacy__trainer", "version__pathway", "region")
    return get_object_or_404(rows, pk=certificate_id)


def proposals_of(certificate: Certificate) -> QuerySet[Proposal]:
    return certificate.proposals.select_related("appeal", "region").order_by("proposed_month", "pk")


def _where(certificate: Certificate) -> Any:
    """In words; the certificate's own, where the trainer holds several for the region."""
    stands = reading.stands([certificate.candidacy], frame.today())
    return next(in_words(each) for each in stands if each.certificate == certificate)


def _may_propose(by: User, certificate: Certificate) -> list[tuple[str, str]]:
    """What this colleague may propose about the certificate as it stands."""
    is_open = certificate.proposals.filter(outcome=Proposal.Outcome.OPEN).exists()
    if is_open or not by.has_perm(scope.DECIDE) or certificate.candidacy.trainer.user_id == by.pk:
        return []
    now = reading.state(certificate, frame.today())
    return [(kind.value, str(kind.label)) for kind, states in actions.FROM.items() if now in states]
