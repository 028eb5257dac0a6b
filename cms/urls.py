from django.urls import path, re_path

from cms import views

app_name = "cms"
urlpatterns = [
    path("", views.front, name="front"),
    path("exit/", views.leave, name="leave"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    re_path(r"^media/files/(?P<name>[\w.-]+)$", views.attachment, name="attachment"),
    re_path(r"^media/images/(?P<name>[\w.-]+)$", views.picture, name="picture"),
]
