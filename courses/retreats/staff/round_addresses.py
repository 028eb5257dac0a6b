"""Addresses of the pages of rounds for colleagues."""

from django.urls import URLPattern, path

from courses.retreats.staff import deciding, erased, preview, round, round_making, rounds, rules_page

urlpatterns: list[URLPattern] = [
    *rounds.addresses(),
    path("rounds/<uuid:round_id>/", round.show, name="round"),
    path("rounds/<uuid:round_id>/receipt/", erased.receipt, name="receipt"),
    path("rounds/new/", round_making.new, name="round_new"),
    path("rounds/<uuid:round_id>/edit/", round_making.edit, name="round_edit"),
    path("rounds/<uuid:round_id>/retreats/", round_making.attach, name="round_attach"),
    path("rounds/<uuid:round_id>/rules/", rules_page.edit, name="round_rules"),
    path("rounds/<uuid:round_id>/preview/", preview.show, name="round_preview"),
    path("rounds/<uuid:round_id>/open/", round_making.open_, name="round_open"),
    path("rounds/<uuid:round_id>/call-off/", deciding.cancel, name="round_cancel"),
]
