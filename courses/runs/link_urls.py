"""Addresses that people give to their programs: without a language before them, and short."""

from django.urls import path

from courses.runs.public import calendar

app_name = "runs_links"
urlpatterns = [path("c/<str:code>.ics", calendar.show, name="calendar")]
