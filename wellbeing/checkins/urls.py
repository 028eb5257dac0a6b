from django.urls import path

from wellbeing.checkins import carrier_views, views

app_name = "checkins"
urlpatterns = [
    path("nudges/", views.ask, name="ask"),
    path("nudges/manage/", views.manage, name="manage"),
    path("nudges/carriers/<slug:channel>/", carrier_views.show, name="carrier"),
]
