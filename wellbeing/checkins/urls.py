from django.urls import path

from wellbeing.checkins import views

app_name = "checkins"
urlpatterns = [
    path("nudges/", views.ask, name="ask"),
    path("nudges/manage/", views.manage, name="manage"),
]
