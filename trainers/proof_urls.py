"""Addresses of proof that stand on paper and in badges: without a language before them, and short."""

from django.urls import path

from trainers.public import badges, verifying

app_name = "proof"
urlpatterns = [
    path("v/<slug:token>/", verifying.scanned, name="scanned"),
    path("v/<slug:token>/<slug:language>/", verifying.scanned, name="scanned_in"),
    path("s/<slug:purpose>.jwt", badges.status_list, name="statuses"),
    path(".well-known/did.json", badges.did_document, name="did"),
    path(".well-known/jwks.json", badges.key_set, name="keys"),
]
