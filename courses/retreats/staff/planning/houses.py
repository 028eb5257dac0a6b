"""Houses in the admin: found, listed, made, changed, taken out."""

from functools import partial
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.retreats import scope
from courses.retreats.actions.planning import houses as actions
from courses.retreats.models import House
from courses.retreats.planning import given
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame
from courses.retreats.staff.planning import rows, trails
from courses.retreats.staff.planning.house_form import MOST_ROOMS, MOST_SPACES, ROOMS, SPACES, Sheet
from courses.retreats.staff.retreats import NamedColumn
from trainers.staff import frame as trainers_frame
from trainers.staff.listing import Listing
from wellbeing.privacy.guards import staff

MORE = "more"
MOST = {ROOMS: MOST_ROOMS, SPACES: MOST_SPACES}


class HousesView(Listing):
    model = House
    page_title = gettext_lazy("Houses")
    header_icon = "home"
    search_fields = ["name"]
    default_ordering = "name"
    table_classname = "listing stacked"

    def get_base_queryset(self) -> QuerySet[House]:
        return House.objects.select_related("region").prefetch_related("rooms", "weeks")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("name", label=_("Name of the house"), get_url=_address, sort_key="name"),
            NamedColumn("region", label=_("Region"), accessor="region"),
            NamedColumn("rooms", label=_("Rooms"), accessor=lambda each: len(each.rooms.all())),
            NamedColumn("beds", label=_("Beds"), accessor=given.beds),
            NamedColumn("price", label=_("Price of a week"), accessor=_price),
            NamedColumn("weeks", label=_("Free weeks ahead"), accessor=_ahead),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Add a house"), url=reverse("retreats_staff:new_house"), icon_name="plus")]


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new house with its rooms and weeks."""
    return _form(request, None, _("Add a house"))


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, house_id: UUID) -> HttpResponse:
    """Another state of a house."""
    house = get_object_or_404(House.objects.prefetch_related("rooms", "spaces", "weeks"), pk=house_id)
    return _form(request, house, str(house))


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, house_id: UUID) -> HttpResponse:
    """Take a house out, once it was asked whether it is meant."""
    house = get_object_or_404(House, pk=house_id)
    trail = [*trails.houses(), (_address(house), str(house))]
    if request.method == "POST":
        try:
            actions.remove(house=house.pk, by=frame.colleague(request))
        except Refused as error:
            messages.error(request, str(error))
            return redirect(_address(house))
        messages.success(request, _("The house is taken out."))
        return redirect("retreats_staff:houses")
    return confirm(request, _("Take the house out"), _("Its rooms and free weeks go with it."), trail)


def confirm(request: HttpRequest, title: str, intro: str, trail: trails.Trail) -> HttpResponse:
    """Whether it is meant."""
    context = {
        "form": forms.Form(),
        "intro": intro,
        "submit": title,
        "is_serious": True,
        "back": trail[-1][0],
        "stay": _("Keep it"),
    }
    return trainers_frame.page(request, "form", title, context, trail=trail, icon="home")


def addresses() -> list[URLPattern]:
    """The list, the part of it that searching brings anew, and the pages below."""
    names = {
        "index_url_name": "retreats_staff:houses",
        "index_results_url_name": "retreats_staff:houses_results",
    }
    guarded = staff(scope.ORGANISE)
    results = guarded(HousesView.as_view(**names, results_only=True))
    return [
        path("houses/", guarded(HousesView.as_view(**names)), name="houses"),
        path("houses/results/", results, name="houses_results"),
        path("houses/new/", new, name="new_house"),
        path("houses/<uuid:house_id>/", edit, name="house"),
        path("houses/<uuid:house_id>/remove/", remove, name="remove_house"),
    ]


def _form(request: HttpRequest, house: House | None, title: str) -> HttpResponse:
    """Saved, or the same page with everything typed on it and what is wrong."""
    more = request.POST.get(MORE, "")
    sheet = Sheet(_typed(request, more), house=house)
    if more:
        sheet.hush()
    elif request.method == "POST" and sheet.is_valid():
        save = partial(actions.save, house=house.pk if house else None, by=frame.colleague(request))
        try:
            saved = save(what=sheet.said())
        except Refused as error:
            sheet.say(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("retreats_staff:house", saved.pk)
    context = {"form": sheet.form, "rooms": sheet.rooms, "spaces": sheet.spaces, "house": house}
    return frame.page(request, "house_form", title, context, trail=trails.houses())


def _typed(request: HttpRequest, more: str) -> object:
    """What was typed; with another row, where that was asked for."""
    if request.method != "POST":
        return None
    return rows.another(request.POST, more, most=MOST[more]) if more in MOST else request.POST


def _address(house: House) -> str:
    return reverse("retreats_staff:house", args=[house.pk])


def _price(house: House) -> str:
    return f"{house.price:,}".replace(",", " ")


def _ahead(house: House) -> int:
    today = frame.today()
    return sum(each.week_on >= today for each in house.weeks.all())
