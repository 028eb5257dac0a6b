"""Addresses of the pages on which retreats are prepared and held, named `retreats_staff:<name>`."""

from django.urls import URLPattern, path

from courses.retreats.staff import (
    coming,
    lessons,
    papers,
    programme,
    retreat,
    retreat_making,
    retreat_rooms,
    retreat_where,
    retreats,
)

urlpatterns: list[URLPattern] = [
    *retreats.addresses(),
    path("new/", retreat_making.new, name="new_retreat"),
    path("<uuid:retreat_id>/", retreat.show, name="retreat"),
    path("<uuid:retreat_id>/second-forms/", coming.show, name="stay_forms"),
    path("<uuid:retreat_id>/papers/food/<slug:language>/", papers.food, name="paper_food"),
    path("<uuid:retreat_id>/papers/<slug:name>/<slug:language>/", papers.show, name="paper"),
    path("<uuid:retreat_id>/programme/", programme.show, name="programme"),
    path("<uuid:retreat_id>/programme/<int:number>/", programme.day, name="programme_day"),
    path("<uuid:retreat_id>/rooms/", retreat_rooms.show, name="rooms"),
    path("<uuid:retreat_id>/where/", retreat_where.edit, name="retreat_where"),
    path("<uuid:retreat_id>/lessons/", lessons.show, name="lessons"),
    path("<uuid:retreat_id>/lessons/<uuid:lesson_id>/delete/", lessons.remove, name="remove_lesson"),
    path("<uuid:retreat_id>/edit/", retreat_making.edit, name="edit_retreat"),
    path("<uuid:retreat_id>/publish/", retreat_making.publish, name="publish_retreat"),
    path("<uuid:retreat_id>/finish/", retreat_making.finish, name="finish_retreat"),
    path("<uuid:retreat_id>/cancel/", retreat_making.cancel, name="cancel_retreat"),
]
