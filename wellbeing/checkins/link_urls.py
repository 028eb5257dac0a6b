"""Addresses that stand in messages: without a language before them, and short."""

from django.urls import path

from wellbeing.checkins import link_views

app_name = "nudges"
urlpatterns = [path("n/<str:token>/", link_views.follow, name="follow")]
