"""What rows, a dump and the log tell: how many there are, and not what, who, when or in which order."""

import io
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models

from tests.factories.ballots import NOW, PRIVATE, cast, create_boxes, create_contribution, create_form
from wellbeing.ballots import contents, refusals
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.models import Ballot, Box
from wellbeing.privacy import actions, retention

committed = pytest.mark.django_db(transaction=True, available_apps=["wellbeing.ballots"])
TABLES = ["ballots_box", "ballots_ballot"]


def dump(form: str = "binary") -> bytes:
    """The tables of the package as PostgreSQL copies them out."""
    out = io.BytesIO()
    with connection.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT {form})") as copy:  # type: ignore[attr-defined]
                for block in copy:
                    out.write(bytes(block))
    return out.getvalue()


def on_disk() -> list[tuple[str, UUID]]:
    """The transaction that wrote each ballot, and its id, in the order of the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, id FROM ballots_ballot ORDER BY ctid")
        return cursor.fetchall()


def pages() -> int:
    """Bytes of the file in which the ballots lie."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('ballots_ballot')")
        return int(cursor.fetchone()[0])


def rewrite() -> None:
    rules = [rule for rule in retention.load(actions.RULES_FILE) if rule.table.startswith("ballots.")]
    assert [rule.rewrite for rule in rules] == [True, True]
    actions.apply_retention(now=NOW, rules=rules)


def test_a_ballot_has_an_id_a_box_and_what_is_sealed_and_nothing_else() -> None:
    columns = {
        table.__name__: {field.name: type(field) for field in table._meta.local_fields}
        for table in apps.get_app_config("ballots").get_models(include_auto_created=True)
    }

    assert columns == {
        "Box": {
            "id": models.UUIDField,
            "quarter": models.DateField,
            "is_apart": models.BooleanField,
            "public": models.BinaryField,
            "closes_on": models.DateField,
            "state": models.CharField,
        },
        "Ballot": {"id": models.UUIDField, "box": models.ForeignKey, "sealed": models.BinaryField},
    }
    assert [table._meta.pk.default.__name__ for table in (Box, Ballot)] == ["uuid4", "uuid4"]
    assert not any(field.is_relation for field in Box._meta.local_fields)


@pytest.mark.service
@pytest.mark.django_db
def test_the_tables_have_these_columns_and_no_sequence_and_are_not_sampled() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, attstattarget FROM pg_attribute"
            " WHERE attrelid = 'ballots_ballot'::regclass AND attnum > 0 ORDER BY attname"
        )
        assert cursor.fetchall() == [("box_id", None), ("id", 0), ("sealed", 0)]
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE sequencename LIKE 'ballots%'")
        assert cursor.fetchall() == []
        create_boxes()
        for _ in range(20):
            cast()
        cursor.execute("ANALYZE ballots_ballot")
        cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'ballots_ballot'")
        assert cursor.fetchall() == [("box_id",)]


@pytest.mark.service
@pytest.mark.django_db
def test_neither_a_dump_nor_the_log_holds_what_was_cast_or_by_which_form(lines: io.StringIO) -> None:
    create_boxes()
    form = create_form()
    contribution = create_contribution(answers=("canary-1", "canary-2", None), region="RU-KDA")
    cast(contribution=contribution, form=form)
    with pytest.raises(refusals.Used):
        cast(contribution=contribution, form=form)
    canaries = ["canary-1", "RU-KDA", "two-weeks", form, form[8:40], NOW.date().isoformat(), "12:40"]
    places = [dump(), dump("text"), lines.getvalue().encode()]

    spelled = [
        each
        for canary in canaries
        for each in (canary.encode(), canary.encode().hex().encode(), b64encode(canary.encode())[:-4])
    ]
    assert [each for each in spelled if any(each in place for place in places)] == []
    assert b"2026-01-01" in places[1]


@pytest.mark.service
@committed
def test_two_casts_leave_dumps_that_differ_in_random_bytes_alone() -> None:
    create_boxes()
    made = []
    for contribution in (
        create_contribution(answers=("0",), region=""),
        create_contribution(answers=("4",) * 60, region="RU-KDA"),
    ):
        cast(contribution=contribution)
        ballot = Ballot.objects.get()
        made.append(dump().replace(ballot.pk.bytes, b"*" * 16).replace(bytes(ballot.sealed), b"*" * 818))
        Ballot.objects.all().delete()

    assert made[0] == made[1]
    assert made[0].count(b"*" * 818) == 1


@pytest.mark.service
@committed
def test_the_log_of_postgresql_grows_alike_whatever_is_cast() -> None:
    """Each ballot writes records of the same sizes; whole pages, which come with a checkpoint, aside."""
    create_boxes()

    def written(contribution: contents.Contribution) -> set[int]:
        sizes = set()
        for _ in range(12):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_wal_insert_lsn()")
                before = cursor.fetchone()[0]
                cast(contribution=contribution)
                cursor.execute("SELECT pg_current_wal_insert_lsn() - %s::pg_lsn", [before])
                sizes.add(int(cursor.fetchone()[0]))
        return sizes

    short = written(create_contribution(answers=("0",), region=""))
    long = written(create_contribution(answers=("4",) * 60, region="RU-KDA"))
    assert min(short) == min(long)


@pytest.mark.service
@committed
def test_after_the_night_rows_tell_no_order() -> None:
    create_boxes()
    for second in range(30):
        cast(now=NOW + timedelta(seconds=second))
    before = on_disk()
    assert len({writer for writer, _ in before}) == 30
    rewrite()
    after = on_disk()

    assert len({writer for writer, _ in after}) == 1
    assert [key for _, key in after] == sorted(key for _, key in before)
    assert {contents.unseal(bytes(row.sealed), private=PRIVATE) for row in Ballot.objects.all()} == {
        create_contribution()
    }
    rewrite()  # also of boxes that are closed
    boxes.close_due(today=NOW.date() + timedelta(days=90))
    rewrite()
    assert [key for _, key in on_disk()] == [key for _, key in after]


@pytest.mark.service
@committed
@pytest.mark.parametrize("end", [boxes.destroy, boxes.settle])
def test_an_ended_box_leaves_nothing(end: object) -> None:
    main, _ = create_boxes()
    for _ in range(30):
        cast()
    sealed = [bytes(row.sealed) for row in Ballot.objects.all()]
    boxes.close_due(today=NOW.date() + timedelta(days=90))
    assert end(box=main.pk)  # type: ignore[operator]

    found = dump()
    assert (on_disk(), [each for each in sealed if each in found]) == ([], [])
    for _ in range(200):  # what others of the server may still see stays a little
        rewrite()
        if not pages():
            break
    assert pages() == 0
