"""Wagtail's pages about users, trimmed to what we keep of colleagues.

Departs from stock, whose columns, filters and forms need mail addresses, legal names and the time
of the last sign-in. To be undone when Wagtail reads the fields of the model instead of naming them.
"""

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ModelMultipleChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views import users as stock

from wellbeing.accounts import actions, guards, roles
from wellbeing.accounts.forms import AN_ADMINISTRATOR_STAYS, KnownColleagueForm, NewColleagueForm
from wellbeing.accounts.models import User


class StaffFilterSet(WagtailFilterSet):
    is_active = BooleanFilter(label=_("May sign in"), widget=BooleanRadioSelect)
    groups = ModelMultipleChoiceFilter(
        label=_("Roles"), queryset=Group.objects.all(), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: object, is_searching: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["groups"].field.label_from_instance = lambda group: roles.name(group.name)


class StaffIndex(stock.IndexView):
    page_title = _("Staff")
    add_item_label = _("Take somebody in")
    default_ordering = "username"

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(stock.UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            title("name", accessor=str, label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("username", label=_("Username"), sort_key="username"),
            Column("roles", accessor=_role_names, label=_("Roles")),
            Column("region", label=_("Region"), sort_key="region__position"),
            BooleanColumn("is_active", label=_("May sign in"), sort_key="is_active"),
        ]

    @cached_property
    def search_fields(self) -> set[str]:
        return {"username", "name"}

    def get_base_queryset(self) -> QuerySet[User]:
        queryset: QuerySet[User] = super().get_base_queryset()
        return queryset.select_related("region").prefetch_related("groups")

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.order_by(self.ordering or self.default_ordering)


class AddColleague(stock.CreateView):
    """Goes on to drawing the first password and codes."""

    page_title = _("Take somebody in")

    def save_instance(self) -> User:
        with actions.changing_staff(by=self.request.user):
            user: User = super().save_instance()
        return user

    def get_success_url(self) -> str:
        return reverse("accounts:draw_access", args=[self.object.pk])


class EditColleague(stock.EditView):
    def run_before_hook(self) -> HttpResponse | None:
        if not self.request.user.may_change(self.object):
            return guards.forbidden(self.request)
        response: HttpResponse | None = super().run_before_hook()
        return response

    def save_instance(self) -> User:
        with actions.changing_staff(by=self.request.user):
            user: User = super().save_instance()
        return user

    def form_valid(self, form: ModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except actions.LastAdministrator:
            field = "is_active" if "is_active" in form.changed_data else "groups"
            form.add_error(field, AN_ADMINISTRATOR_STAYS)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class DeleteColleague(stock.DeleteView):
    def delete_action(self) -> None:
        with actions.changing_staff(by=self.request.user):
            super().delete_action()

    def form_valid(self, form: ModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except actions.LastAdministrator:
            messages.error(self.request, AN_ADMINISTRATOR_STAYS)
            return redirect(self.request.path)


class StaffViewSet(stock.UserViewSet):
    filterset_class = StaffFilterSet
    index_view_class = StaffIndex
    add_view_class = AddColleague
    edit_view_class = EditColleague
    delete_view_class = DeleteColleague
    menu_label = _("Staff")
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002
        return KnownColleagueForm if for_update else NewColleagueForm


def _role_names(user: User) -> str:
    return ", ".join(roles.name(group.name) for group in user.groups.all())
