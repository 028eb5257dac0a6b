"""What rows, a dump and the log tell: neither a value nor a code, neither when nor which belongs to which."""

import io
import struct
from base64 import b64encode
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.test import override_settings

from tests.factories.cohorts import (
    AFTER,
    AFTER_CLOSES,
    BEFORE,
    BEFORE_CLOSES,
    DAY,
    DAYS,
    LATER_CLOSES,
    answer,
    create_code,
    create_cohort,
    fill,
    freeze,
)
from wellbeing.cohorts import codes, deriving, refusals
from wellbeing.cohorts.actions import answering
from wellbeing.cohorts.models import Answer, Secret, Spent, Wave
from wellbeing.cohorts.rules import packing
from wellbeing.privacy import actions, retention, rotation, sealing
from wellbeing.privacy.codes import draw, show

TABLES = ["cohorts_cohort", "cohorts_secret", "cohorts_wave", "cohorts_answer", "cohorts_spent"]
VALUE = Decimal("73.4519")


def dump() -> bytes:
    """Every table of the package as PostgreSQL copies it out, as text and as bytes."""
    out = io.BytesIO()
    with connection.cursor() as cursor:
        for table in TABLES:
            for form in ("text", "binary"):
                with cursor.copy(f"COPY {table} TO STDOUT (FORMAT {form})") as copy:  # type: ignore[attr-defined]
                    for block in copy:
                        out.write(bytes(block))
    return out.getvalue()


def spellings(canary: str | bytes) -> list[bytes]:
    raw = canary if isinstance(canary, bytes) else canary.encode()
    return [raw, raw.hex().encode(), b64encode(raw), raw.lower()]


def hits(place: bytes, canaries: dict[str, str | bytes]) -> list[str]:
    return [name for name, canary in canaries.items() if any(each in place for each in spellings(canary))]


def rows(table: str) -> list[tuple[int, UUID]]:
    """The transaction that wrote each row, and its key, in the order of the disk."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text::bigint, id FROM {table} ORDER BY ctid")  # noqa: S608
        return cursor.fetchall()


def in_order_of_disk(table: type[models.Model]) -> list[Any]:
    written = RawSQL("ctid", [])
    return list(table._base_manager.order_by(written))


def writers(table: str) -> int:
    """How many transactions wrote what is in a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


@pytest.mark.service
@pytest.mark.django_db
def test_neither_rows_nor_a_dump_nor_the_log_hold_a_value_or_a_code(lines: io.StringIO) -> None:
    cohort, place = create_cohort(), draw()
    code = codes.personal(cohort, place)
    for _ in range(2):
        answer(show(code), value=VALUE, band=3)
    with pytest.raises(refusals.NoSuchCode):
        answer(wrong := draw())
    with pytest.raises(ValueError, match="0 to 100"):
        answer(code, value=Decimal("173.4519"))
    secret = Secret.objects.get().contents()
    assert secret
    canaries: dict[str, str | bytes] = {
        "place code": place,
        "place code as shown": show(place),
        "personal code": code,
        "personal code as shown": show(code),
        "what follows from the place": code[:9],
        "what proves it": code[9:],
        "wrong code": wrong,
        "value": "73.4519",
        "packed value": packing.pack(VALUE, 3),
        "parts of the value": struct.pack(">I", 734_519),
        "secret": secret,
        "key of answers": deriving.key(secret, deriving.ANSWERS),
    }

    found = dump()
    assert hits(found, {"language": "ru", "measure": "week-1", "cohort": cohort.bytes}) == [
        "language",
        "measure",
        "cohort",
    ]
    assert hits(found, canaries) == []
    assert hits(lines.getvalue().encode(), canaries) == []


@pytest.mark.service
@pytest.mark.django_db
def test_a_frozen_cohort_holds_no_mean_no_number_and_at_the_end_no_secret() -> None:
    cohort = create_cohort()
    fill(cohort, [61, 72] * 6, today=BEFORE)
    fill(cohort, [41, 60] * 7, today=AFTER)
    freeze(today=AFTER_CLOSES + DAY)
    canaries: dict[str, str | bytes] = {
        "mean before": struct.pack(">d", 66.5),
        "mean after": struct.pack(">d", 50.5),
        "mean before, in words": "66.5",
        "mean after, in words": "50.5",
    }
    assert hits(dump(), canaries) == []
    freeze(today=LATER_CLOSES + DAY)

    assert not Secret.objects.exists()
    published = {
        (name, value)
        for wave in Wave.objects.values("sums", "difference", "low", "high", "at_least")
        for name, value in wave.items()
        if value is not None
    }
    assert published == {("difference", -15), ("low", -25), ("high", -5), ("at_least", 10)}


def test_no_table_has_a_column_for_when_or_in_which_order_somebody_answered() -> None:
    columns = {
        table: {field.name: type(field) for field in table._meta.local_fields} for table in (Answer, Spent)
    }

    assert columns == {
        Answer: {"id": models.UUIDField, "wave": models.ForeignKey, "box": models.BinaryField},
        Spent: {"id": models.UUIDField, "wave": models.ForeignKey, "tag": models.BinaryField},
    }
    assert {key.default.__name__ for key in (Answer._meta.pk, Spent._meta.pk)} == {"uuid4"}


def test_nothing_leads_from_an_answer_to_a_code_or_out_of_the_package() -> None:
    assert [field.related_model for field in Answer._meta.get_fields() if field.is_relation] == [Wave]
    assert [field.related_model for field in Spent._meta.get_fields() if field.is_relation] == [Wave]
    targets = {
        field.related_model._meta.app_label
        for model in apps.get_app_config("cohorts").get_models()
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation
    }
    assert targets == {"cohorts"}


@pytest.mark.service
@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.cohorts"])
def test_rows_do_not_tell_in_which_order_they_came_nor_which_belong_together() -> None:
    """With each answer all of the wave are written by one transaction, in the order of random keys."""
    cohort = create_cohort()
    known: set[UUID] = set()
    for number in range(20):
        answer(create_code(cohort), value=number)
        answers, spent = rows("cohorts_answer"), rows("cohorts_spent")
        keys = [key for _, key in answers]
        assert len(answers) == len(spent) == number + 1
        assert len({writer for writer, _ in [*answers, *spent]}) == 1
        assert known.isdisjoint(keys)
        known.update(keys)


@pytest.mark.service
@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.cohorts"])
def test_the_answers_lie_in_an_order_that_is_not_that_of_their_coming_nor_of_their_tags() -> None:
    cohort = create_cohort()
    personal = [create_code(cohort) for _ in range(24)]
    for value, code in enumerate(personal):
        answer(code, value=value)
    secret = Secret.objects.get().contents()
    assert secret
    wave = Wave.objects.get(kind="before")
    tags = [deriving.spent_tag(secret, wave.pk, code) for code in personal]
    key = deriving.key(secret, deriving.ANSWERS)
    boxes = [(row.pk.bytes, bytes(row.box)) for row in in_order_of_disk(Answer)]
    opened = [sealing.unseal(box, key=key, label=wave.pk.bytes + id) for id, box in boxes]
    by_answer = [int(packing.unpack(content).value) for content in opened]
    by_tag = [tags.index(bytes(row.tag)) for row in in_order_of_disk(Spent)]

    assert sorted(by_answer) == sorted(by_tag) == list(range(24))
    assert by_answer != by_tag
    for order in (by_answer, by_tag):
        assert order not in (list(range(24)), list(reversed(range(24))))


@pytest.mark.service
@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.cohorts"])
def test_each_night_all_tables_are_written_anew_so_that_not_even_the_last_answer_has_a_moment() -> None:
    codes_ = [create_code(create_cohort()) for _ in range(6)]
    for code in codes_:
        answer(code)
    assert [writers(table) >= 6 for table in TABLES] == [True] * 5
    rules = [rule for rule in retention.load(actions.RULES_FILE) if rule.table.startswith("cohorts.")]
    actions.apply_retention(now=datetime.combine(BEFORE, time(3, 17)).astimezone(), rules=rules)

    assert [writers(table) for table in TABLES] == [1, 1, 1, 1, 1]
    assert [answering.find(code, today=BEFORE).has_answered for code in codes_] == [True] * 6


@pytest.mark.service
@pytest.mark.django_db
def test_a_cohort_goes_two_years_after_the_last_day_on_which_they_meet() -> None:
    cohort = create_cohort()
    rules = [rule for rule in retention.load(actions.RULES_FILE) if rule.table.startswith("cohorts.")]
    for days, left in ((729, 3), (730, 0)):
        day = DAYS[-1] + days * DAY
        now = datetime.combine(day, time(3, 17)).astimezone()
        actions.apply_retention(now=now, rules=[rule for rule in rules if rule.delete])
        assert Wave.objects.filter(cohort=cohort).count() == left


@pytest.mark.service
@pytest.mark.django_db
def test_codes_and_answers_outlive_a_change_of_the_servers_key() -> None:
    place, old, new = draw(), b"o" * 32, b"n" * 32
    with override_settings(SEAL_KEYS=(old,)):
        cohort = create_cohort()
        code = codes.personal(cohort, place)
        answer(code)
    with override_settings(SEAL_KEYS=(new, old)):
        [column] = [column for column in rotation.columns() if column.model is Secret]
        assert list(rotation.reseal(column)) == [(1, 0)]

    with override_settings(SEAL_KEYS=(new,)):
        assert codes.personal(cohort, place) == code
        assert answering.find(code, today=BEFORE).has_answered
        assert freeze(today=BEFORE_CLOSES + DAY) == 1


def test_the_days_of_a_wave_are_the_only_dates() -> None:
    dates = {
        str(field)
        for model in apps.get_app_config("cohorts").get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.DateField | models.TimeField)
    }

    assert dates == {"cohorts.Cohort.ends_on", "cohorts.Wave.opens_on", "cohorts.Wave.closes_on"}
