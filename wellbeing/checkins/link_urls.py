"""Addresses that stand in messages: without a language before them, and short."""

from django.urls import path

from wellbeing.checkins import views

app_name = "nudges"
urlpatterns = [path("n/<str:token>/", views.follow, name="follow")]
