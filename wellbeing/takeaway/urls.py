from django.urls import path

from wellbeing.takeaway import views

app_name = "takeaway"
urlpatterns = [
    path("take-away/", views.show, name="show"),
    path("take-away/notes.html", views.fetch, name="fetch"),
    path("take-away/notes.html.sig", views.signature, name="signature"),
    path("take-away/keys.txt", views.published_keys, name="keys"),
    path("take-away/check/", views.check, name="check"),
]
