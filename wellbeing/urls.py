"""The whole map. What is not under `/staff/` is public."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("cms.urls")),
    path("", include("wellbeing.outbox.urls")),
    path("", include("wellbeing.checkins.link_urls")),
    path("", include("trainers.proof_urls")),
    path("", include("courses.runs.link_urls")),
    path("", include("courses.retreats.link_urls")),
    path("staff/", include("wellbeing.accounts.urls")),
    path("staff/", include("wellbeing.accounts.wagtail_urls")),
    *i18n_patterns(
        path("", include("wellbeing.checkins.urls")),
        path("", include("wellbeing.assessments.urls")),
        path("", include("wellbeing.takeaway.urls")),
        path("", include("trainers.urls")),
        path("", include("courses.content.urls")),
        path("", include("courses.runs.urls")),
        path("", include("courses.retreats.urls")),
        path("", include("wellbeing.picture.urls")),
        path("", include("cms.page_urls")),
    ),
]

handler400 = "cms.views.bad_request"
handler403 = "cms.views.forbidden"
handler404 = "cms.views.not_found"
handler500 = "cms.views.server_error"
