"""Viewsets of Wagtail's whose views say that they are guarded, for all apps with staff pages."""

from typing import Any

from django.urls import URLPattern
from wagtail.admin.viewsets.model import ModelViewSet


class GuardedViewSet(ModelViewSet):
    """Marks its views as guarded, which they are by the admin and by the permissions of the model."""

    copy_view_enabled = False
    add_to_reference_index = False
    without: tuple[str, ...] = ("usage",)

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)
        view.guard = "staff"
        return view

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = super().get_common_view_kwargs(**kwargs)
        return {key: value for key, value in names.items() if key not in self._absent()}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.without]

    def _absent(self) -> set[str]:
        return {f"{name}_url_name" for name in self.without}
