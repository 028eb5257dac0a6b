"""Addresses that people give to their programs, or that are the same in every language."""

from django.urls import URLPattern, URLResolver

app_name = "retreats_links"
urlpatterns: list[URLPattern | URLResolver] = []
