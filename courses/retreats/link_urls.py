"""Addresses that people give to their programs, or that are the same in every language."""

from django.urls import URLPattern, URLResolver, path

from courses.retreats.public import calendar, rounds

app_name = "retreats_links"
urlpatterns: list[URLPattern | URLResolver] = [
    path("retreats/<uuid:round_id>/record.json", rounds.record, name="record"),
    path("d/<str:code>.ics", calendar.show, name="calendar"),
]
