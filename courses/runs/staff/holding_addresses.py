"""The addresses of those who hold runs, under /staff/runs/."""

from django.urls import URLPattern, path

from courses.runs.staff import feedback, messaging, needs, run, session, where

urlpatterns: list[URLPattern] = [
    path("<uuid:run_id>/", run.show, name="run"),
    path("<uuid:run_id>/where/", where.edit, name="where"),
    path("<uuid:run_id>/needs/", needs.show, name="needs"),
    path("<uuid:run_id>/unwell/", run.unwell, name="unwell"),
    path("<uuid:run_id>/feedback/", feedback.show, name="feedback"),
    path("<uuid:run_id>/message/", messaging.send, name="message"),
    path("sessions/<uuid:session_id>/", session.show, name="session"),
    path("sessions/<uuid:session_id>/attendance/", session.attend, name="attend"),
    path("sessions/<uuid:session_id>/notes/", session.note, name="note"),
    path("sessions/<uuid:session_id>/notes/<uuid:note_id>/delete/", session.remove_note, name="remove_note"),
]
