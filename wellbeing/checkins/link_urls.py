"""Addresses that stand in messages: without a language before them, and short."""

from django.urls import path

from wellbeing.checkins import feed_views, link_views

app_name = "nudges"
urlpatterns = [
    path("n/<str:token>/", link_views.follow, name="follow"),
    path("f/<str:code>.ics", feed_views.show_calendar, name="calendar"),
    path("f/<str:code>.atom", feed_views.show_atom, name="atom"),
    path("f/<str:code>/", feed_views.leave, name="leave"),
]
