"""What the public may see of the picture, below the language of the address."""

from django.urls import path

from wellbeing.picture.public import views

SCALE = "picture/scales/<slug:instrument>/<slug:version>/<slug:scale>/"

app_name = "picture"
urlpatterns = [
    path("picture/", views.show, name="overview"),
    path("picture/how/", views.how, name="how"),
    path("picture/quarters/<slug:quarter>/", views.quarter, name="quarter"),
    path("picture/regions/<slug:place>/", views.place, name="place"),
    path(SCALE, views.scale, name="scale"),
    path(f"{SCALE}chart.pdf", views.printed, name="printed"),
    path("picture/picture.json", views.as_json, name="json"),
    path("picture/picture.csv", views.as_csv, name="csv"),
]
