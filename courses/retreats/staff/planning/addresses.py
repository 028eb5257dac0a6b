"""Addresses of planning the year, under /staff/retreats/."""

from django.urls import URLPattern, path

from courses.retreats.staff.planning import colleagues, houses, plans, wanted, years

YEAR = "planning/<uuid:year_id>"

urlpatterns: list[URLPattern] = [
    *houses.addresses(),
    *colleagues.addresses(),
    *years.addresses(),
    path(f"{YEAR}/wanted/", wanted.edit, name="wanted"),
    path(f"{YEAR}/plans/", plans.show, name="plans"),
    path(f"{YEAR}/ask/", plans.ask, name="ask_plans"),
    path(f"{YEAR}/stop/", plans.stop, name="stop_plans"),
    path(f"{YEAR}/pin/", plans.pin, name="pin"),
    path(f"{YEAR}/unpin/<uuid:pin_id>/", plans.unpin, name="unpin"),
    path(f"{YEAR}/accept/<int:number>/", plans.accept, name="accept_plan"),
]
