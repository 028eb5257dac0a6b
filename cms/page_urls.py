"""Wagtail's pages, and nothing else of what Wagtail would serve to the public: no passwords for
pages, no sign-in, no documents. The name is the one that Wagtail looks up for addresses."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from cms import views

urlpatterns = [re_path(serve_pattern, views.page, name="wagtail_serve")]
