"""What the public may ask about retreats, below the language of the address."""

from django.urls import URLPattern, URLResolver, path

from courses.retreats.public import application, applying, contact, rounds

app_name = "retreats_public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("retreats/", rounds.index, name="index"),
    path("retreats/<uuid:round_id>/", rounds.show, name="round"),
    path("retreats/<uuid:round_id>/apply/", applying.apply, name="apply"),
    path("application/", application.show, name="application"),
    path("application/messages/", contact.show, name="messages"),
]
