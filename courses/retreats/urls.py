"""What the public may ask about retreats, below the language of the address."""

from django.urls import URLPattern, URLResolver

app_name = "retreats_public"
urlpatterns: list[URLPattern | URLResolver] = []
