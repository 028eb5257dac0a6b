"""Addresses of the steps of a round from closing to the published result."""

from django.urls import URLPattern, path

from courses.retreats.staff import deciding, drawing, sharing, trying, whys

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/renew/", sharing.renew, name="round_renew"),
    path("rounds/<uuid:round_id>/let-go/", sharing.let_go, name="round_let_go"),
    path("rounds/<uuid:round_id>/later/", drawing.later, name="round_later"),
    path("rounds/<uuid:round_id>/second/", deciding.second, name="round_second"),
    path("rounds/<uuid:round_id>/commit/", sharing.commit, name="round_commit"),
    path("rounds/<uuid:round_id>/value/", drawing.value, name="round_value"),
    path("rounds/<uuid:round_id>/again/", sharing.again, name="round_again"),
    path("rounds/<uuid:round_id>/try/", trying.show, name="round_try"),
    path("rounds/<uuid:round_id>/publish/", sharing.publish, name="round_publish"),
    path("rounds/<uuid:round_id>/why/", whys.show, name="round_whys"),
    path("rounds/<uuid:round_id>/second-file/", sharing.auditors_file, name="round_second_file"),
]
