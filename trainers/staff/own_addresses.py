"""The addresses of one's own pages, under /staff/trainers/, and what the menu offers of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from trainers import scope
from trainers.staff import news, own, own_certificates, own_evidence

urlpatterns = [
    path("own/", own.path, name="own_path"),
    path("own/evidence/<uuid:candidacy_id>/", own_evidence.submit, name="own_evidence"),
    path("own/evidence/<uuid:evidence_id>/again/", own_evidence.again, name="own_evidence_again"),
    path("own/certificates/", own_certificates.certificates, name="own_certificates"),
    path("own/decisions/<uuid:proposal_id>/appeal/", own_certificates.appeal, name="own_appeal"),
    path("news/seen/", news.see, name="see_news"),
]

ENTRIES = [(_("My path"), "own_path", "tasks", (scope.WALK,))]
