"""Addresses under `/staff/picture/`, named `picture_staff:<name>`."""

from django.urls import URLPattern, path

from wellbeing.picture.staff import box, boxes, measures, whole

urlpatterns: list[URLPattern] = [
    path("", whole.show, name="whole"),
    path("boxes/", boxes.index, name="boxes"),
    path("boxes/<uuid:box>/", box.show, name="box"),
    path("boxes/<uuid:box>/begin/", box.begin, name="begin_opening"),
    path("boxes/<uuid:box>/key/", box.hand_over, name="hand_over"),
    path("boxes/<uuid:box>/stop/", box.stop, name="stop_opening"),
    path("boxes/<uuid:box>/judge/", box.judge, name="judge"),
    path("measures/", measures.index, name="measures"),
    path("measures/<slug:code>/", measures.show, name="measure"),
]
