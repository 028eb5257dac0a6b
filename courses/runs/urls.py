"""What the public may ask about runs, below the language of the address."""

from django.urls import path

from courses.runs.public import contact, place, views

app_name = "runs_public"
urlpatterns = [
    path("runs/", views.index, name="index"),
    path("runs/feed/<str:code>.atom", views.region_feed, name="feed"),
    path("runs/<uuid:run_id>/", views.show, name="run"),
    path("runs/<uuid:run_id>/join/", views.join, name="join"),
    path("place/", place.show, name="place"),
    path("place/messages/", contact.show, name="messages"),
]
