"""What the public may ask about retreats, below the language of the address."""

from django.urls import URLPattern, URLResolver, path

from courses.retreats.public import application

app_name = "retreats_public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("application/", application.show, name="application"),
]
