from django.urls import path

from wellbeing.assessments import views
from wellbeing.assessments.paper import views as paper
from wellbeing.assessments.pulse import views as pulse

app_name = "assessments"
urlpatterns = [
    path("check/", views.choose, name="choose"),
    path("check/<slug:slug>/", views.take, name="take"),
    path("check/<slug:slug>/notes.pdf", paper.paper, name="paper"),
    path("pulse/", pulse.take, name="pulse"),
    path("return/", views.come_back, name="return"),
]
