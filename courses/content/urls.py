"""What hangs below the address of a course and is no page of Wagtail's: addresses end in a slash there."""

from django.urls import re_path

from courses.content import views

app_name = "content"
urlpatterns = [
    re_path(r"^(?P<path>(?:[\w-]+/)+)(?P<name>notes[\w-]*\.(?:pdf|zip))$", views.handbook, name="handbook"),
]
