"""Addresses of the pages of rounds for colleagues."""

from django.urls import URLPattern, path

from courses.retreats.staff import round, rounds

urlpatterns: list[URLPattern] = [
    *rounds.addresses(),
    path("rounds/<uuid:round_id>/", round.show, name="round"),
]
