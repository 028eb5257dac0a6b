from django.urls import path

from wellbeing.assessments import views

app_name = "assessments"
urlpatterns = [
    path("check/", views.choose, name="choose"),
    path("check/<slug:slug>/", views.take, name="take"),
    path("return/", views.come_back, name="return"),
]
