"""Puts our pages about colleagues where Wagtail has its own about users."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    user_viewset = "wellbeing.accounts.viewsets.StaffViewSet"
