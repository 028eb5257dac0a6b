"""Addresses of the pages on which retreats are prepared and held, named `retreats_staff:<name>`."""

from django.urls import URLPattern, path

from courses.retreats.staff import retreat, retreats

urlpatterns: list[URLPattern] = [
    *retreats.addresses(),
    path("<uuid:retreat_id>/", retreat.show, name="retreat"),
]
