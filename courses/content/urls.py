"""What hangs below the address of a course and is no page of Wagtail's: addresses end in a slash there."""

from django.urls import re_path

from courses.content import views

COURSE = r"^(?P<path>(?:[\w-]+/)+)"

app_name = "content"
urlpatterns = [
    re_path(COURSE + r"notes-a4\.pdf$", views.handbook, {"kind": "a4"}, name="handbook_a4"),
    re_path(COURSE + r"notes-a5\.pdf$", views.handbook, {"kind": "a5"}, name="handbook_a5"),
    re_path(COURSE + r"notes\.zip$", views.handbook, {"kind": "zip"}, name="handbook_zip"),
]
