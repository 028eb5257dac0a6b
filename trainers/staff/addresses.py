"""The addresses of those who work with trainers, under /staff/trainers/, and what the menu offers of them."""

from collections.abc import Callable

from django.urls import path
from django.utils.translation import gettext_lazy as _

from trainers import scope
from trainers.staff import (
    certificates,
    decisions,
    evidence,
    evidence_for,
    extensions,
    people,
    person,
    sealing,
    supervision,
)
from trainers.staff.listing import addresses

urlpatterns = [
    *addresses(people.PeopleView, "people", *people.WORKS),
    path("people/new/", people.new, name="new"),
    path("people/<uuid:trainer_id>/", person.show, name="person"),
    path("people/<uuid:trainer_id>/edit/", people.edit, name="edit"),
    path("people/<uuid:trainer_id>/sealed/", sealing.private, name="private"),
    path("people/<uuid:trainer_id>/hand-over/", sealing.hand_over, name="hand_over"),
    path("people/<uuid:trainer_id>/delete/", sealing.delete, name="delete"),
    path("people/<uuid:trainer_id>/begin/", person.begin, name="begin"),
    path("on-pathway/<uuid:candidacy_id>/move/", person.move, name="move"),
    path("on-pathway/<uuid:candidacy_id>/evidence/", evidence_for.submit, name="evidence_for"),
    path("on-pathway/<uuid:candidacy_id>/award/", decisions.propose_award, name="propose_award"),
    *addresses(evidence.InboxView, "inbox", *evidence.LOOKS),
    path("inbox/<uuid:evidence_id>/", evidence.show, name="evidence"),
    *addresses(certificates.CertificatesView, "certificates", *people.WORKS),
    path("certificates/<uuid:certificate_id>/", certificates.show, name="show_certificate"),
    path("certificates/<uuid:certificate_id>/renew/", certificates.renew, name="renew"),
    path("certificates/<uuid:certificate_id>/propose/<slug:kind>/", decisions.propose, name="propose"),
    path("decisions/", decisions.index, name="decisions"),
    path("decisions/<uuid:proposal_id>/", decisions.proposal, name="proposal"),
    *addresses(supervision.SupervisionView, "supervision", *supervision.SUPERVISES),
    path("supervision/new/", supervision.log, name="supervise"),
    path("extensions/", extensions.index, name="extensions"),
    path("extensions/new/", extensions.extend, name="extend"),
    path("extensions/<uuid:extension_id>/take-back/", extensions.take_back, name="take_back"),
]

ENTRIES = [
    (_("People"), "people", "user", people.WORKS),
    (_("Evidence"), "inbox", "clipboard-list", evidence.LOOKS),
    (_("Certificates"), "certificates", "doc-full", people.WORKS),
    (_("Decisions"), "decisions", "check", (scope.DECIDE,)),
    (_("Supervision"), "supervision", "comment", supervision.SUPERVISES),
    (_("Extensions"), "extensions", "calendar-alt", people.WORKS),
]
# Lists that a trainer is led to only when there is something for them to do there.
OF_USE: dict[str, Callable[[scope.OfUse], bool]] = {
    "inbox": lambda found: found.evidence,
    "supervision": lambda found: found.supervision,
}
