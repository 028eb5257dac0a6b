"""Addresses of the committee, of the council, and of trainers who recommend."""

from django.urls import URLPattern, path

from courses.retreats.staff import (
    committee,
    declaring,
    openings,
    recommending,
    review,
    review_changes,
)

REVIEW = "rounds/<uuid:round_id>/review/"

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/committee/", committee.seat, name="seat"),
    path("rounds/<uuid:round_id>/committee/<uuid:seat_id>/free/", committee.unseat, name="unseat"),
    path("rounds/<uuid:round_id>/declare/", declaring.declare, name="declare"),
    path(f"{REVIEW}access/<slug:ticket>/needs/", review_changes.correct, name="correct"),
    path(f"{REVIEW}safety/<slug:ticket>/apart/", review_changes.keep_apart, name="keep_apart"),
    path(f"{REVIEW}safety/<slug:ticket>/look/", review_changes.look_for, name="look_for"),
    path(f"{REVIEW}safety/<slug:ticket>/apart/<slug:other>/", review_changes.let_meet, name="let_meet"),
    path(f"{REVIEW}appeal/<slug:ticket>/answer/", review_changes.answer, name="answer_appeal"),
    path(f"{REVIEW}<slug:part>/<slug:ticket>/leave/", review_changes.leave, name="leave_record"),
    path(f"{REVIEW}<slug:part>/<slug:ticket>/", review.record, name="record"),
    path(f"{REVIEW}<slug:part>/", review.listing, name="review"),
    *openings.addresses(),
    path("recommend/", recommending.recommend, name="recommend"),
    path("recommend/<uuid:round_id>/take-back/", recommending.take_back, name="take_back"),
]
