"""What the public may ask about trainers, below the language of the address."""

from django.urls import path

from trainers.public import pathways, regions, verifying

app_name = "trainers_public"
urlpatterns = [
    path("pathways/", pathways.pathways, name="pathways"),
    path("pathways/<slug:slug>/", pathways.pathway, name="pathway"),
    path("regions/", regions.regions, name="regions"),
    path("verify/", verifying.verify, name="verify"),
]
