"""Nothing in the database leads from an anonymous row to a person, or to a time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction

from tests.factories.checkins import create_subscription
from wellbeing.assessments.models import History
from wellbeing.assessments.returning.entries import ROOM
from wellbeing.cohorts.models import Answer, Spent
from wellbeing.privacy.sealing import box_size

# The hour at which an address vanishes that nobody confirmed, 48 hours after somebody typed it.
COARSE = {"checkins.Subscription.vanishes_at"}

APPS = ("assessments", "ballots", "checkins", "cohorts")
ANONYMOUS = [label for label in APPS if apps.is_installed(f"wellbeing.{label}")]
MAY_POINT_TO = {*ANONYMOUS, "regions"}


def anonymous_models() -> list[type[models.Model]]:
    return [
        model
        for label in ANONYMOUS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]


def relations(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """Relations of every kind, in both directions, named or hidden."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.is_relation:
            assert field.related_model is not None, f"{field} may point to anything"
            yield field.name, field.related_model


def test_there_are_anonymous_models() -> None:
    assert {History, Answer, Spent} <= set(anonymous_models())


def test_anonymous_models_have_no_relation_out_of_their_app_but_to_regions() -> None:
    leaving = [
        f"{model._meta.label}.{name} -> {target._meta.label}"
        for model in anonymous_models()
        for name, target in relations(model)
        if target._meta.app_label not in {model._meta.app_label, "regions"}
    ]

    assert leaving == []


def test_nothing_points_to_a_history_and_it_points_nowhere() -> None:
    assert list(relations(History)) == []


@pytest.mark.service
@pytest.mark.django_db
def test_the_database_itself_has_no_such_key_either() -> None:
    ours = {model._meta.db_table for model in anonymous_models()}
    allowed = ours | {apps.get_model("regions.Region")._meta.db_table}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text "
            "FROM pg_constraint WHERE contype = 'f'"
        )
        keys = set(cursor.fetchall())

    assert ours, "no table to look at"
    assert {(source, target) for source, target in keys if source in ours and target not in allowed} == set()
    assert {(source, target) for source, target in keys if target in ours and source not in ours} == set()
    assert {key for key in keys if History._meta.db_table in key} == set()


@pytest.mark.service
@pytest.mark.django_db
def test_no_library_takes_notes_of_a_history() -> None:
    """Logs, search, references and tags can point to any row by its kind and key, without a relation."""
    History.objects.create(id=uuid4(), box=bytes(box_size(ROOM)), expires_month=date(2027, 11, 1))
    kind = ContentType.objects.get_for_model(History)

    notes = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is ContentType and model._meta.label != "auth.Permission"
        if model._base_manager.filter(**{field.name: kind}).exists()
    }

    assert notes == set()


def test_a_history_has_no_column_but_its_key_its_box_and_a_month() -> None:
    columns = {field.name: type(field) for field in History._meta.local_fields}

    assert columns == {
        "id": models.UUIDField,
        "box": models.BinaryField,
        "expires_month": models.DateField,
    }


def test_the_key_of_a_history_is_given_and_never_counted() -> None:
    key = History._meta.pk

    assert isinstance(key, models.UUIDField)
    assert not key.has_default(), "it follows from the code"


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("day", [2, 15, 30])
def test_the_database_refuses_a_history_with_a_day(day: int) -> None:
    with pytest.raises(IntegrityError, match="history_expiry_is_a_month"), transaction.atomic():
        History.objects.create(id=UUID(int=day), box=bytes(box_size(ROOM)), expires_month=date(2027, 11, day))


def test_no_column_of_an_anonymous_app_is_finer_than_a_day() -> None:
    fine = [
        str(field)
        for model in anonymous_models()
        for field in model._meta.local_fields
        if isinstance(field, models.DateTimeField | models.TimeField | models.DurationField)
    ]

    assert set(fine) == COARSE


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("finer", [timedelta(minutes=1), timedelta(seconds=1), timedelta(microseconds=1)])
def test_the_database_refuses_a_moment_that_is_not_a_whole_hour(finer: timedelta) -> None:
    hour = datetime(2026, 11, 24, 19, tzinfo=UTC)
    create_subscription(is_confirmed=False, vanishes_at=hour)

    with pytest.raises(IntegrityError, match="vanishing_is_a_whole_hour"), transaction.atomic():
        create_subscription(is_confirmed=False, vanishes_at=hour + finer)
