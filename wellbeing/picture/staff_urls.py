"""Addresses under `/staff/picture/`, named `picture_staff:<name>`."""

from django.urls import URLPattern, path

from wellbeing.picture.staff import boxes

urlpatterns: list[URLPattern] = [
    path("boxes/", boxes.index, name="boxes"),
]
