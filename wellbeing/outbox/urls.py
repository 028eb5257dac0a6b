from django.urls import path

from wellbeing.outbox import views

app_name = "outbox"
urlpatterns = [path("readyz", views.readyz, name="readyz")]
