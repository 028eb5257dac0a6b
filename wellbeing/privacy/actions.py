"""Carrying out the retention rules."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from wellbeing.privacy import retention

RULES_FILE = Path(__file__).resolve().parent.parent / "retention.yaml"
BATCH = 1000
LONGEST_WAIT_FOR_LOCK = "5s"
# Whether any other transaction has, or sees, what is older than a transaction's number.
OLDER = """
    SELECT EXISTS (
        SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (
            age(backend_xid) > age(%(mark)s::xid) OR age(backend_xmin) > age(%(mark)s::xid)
        )
    )
"""

# Rows of any model: the rules name models that this package does not know.
Rows = models.QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows of a table a rule met; never which."""

    table: str
    rule: str
    rows: int


def apply_retention(
    *, now: datetime, dry_run: bool = False, rules: Iterable[retention.TableRule] | None = None
) -> list[Outcome]:
    """Deletes and erases what is due at `now` by the rules, by default those of the shipped file.

    Works in batches of 1000 rows, each its own transaction that locks its rows first and leaves out
    those that somebody else holds. So two runs at once share the work, a second run finds nothing,
    and a row that is being renewed at this moment is judged anew the next time. With `dry_run` it
    only counts. Raises BadRules, and LookupError for a model that is not installed.
    """
    outcomes, rewritten = [], []
    for rule in retention.load(RULES_FILE) if rules is None else rules:
        for said, rows, effect in _steps(rule, now):
            count = rows.count() if dry_run else sum(_in_batches(rows, effect))
            outcomes.append(Outcome(rule.table, said, count))
        if rule.rewrite and not dry_run:
            rewritten.append(apps.get_model(rule.table))
    if rewritten:
        _let_older_end()
    for model in rewritten:
        _rewrite(model)
    return outcomes


def erased_value(field: "models.Field[Any, Any]") -> str | None:
    """What an erased column holds: NULL, or an empty text. Raises ValueError where neither is possible."""
    if field.null:
        return None
    if isinstance(field, (models.CharField, models.TextField)) and not field.unique:
        return ""
    raise ValueError


def _steps(rule: retention.TableRule, now: datetime) -> Iterator[tuple[str, Rows, Callable[[Rows], object]]]:
    """Each part of a rule: in words, the rows that are due, and what happens to them."""
    model = apps.get_model(rule.table)
    everything = model._base_manager.all()
    for when in rule.delete:
        due = everything.filter(_is_due(model, when, now))
        yield f"delete {when}", _without_used(due, rule.unless_used_as), _delete
    for erasure in rule.erase:
        values = {name: erased_value(model._meta.get_field(name)) for name in erasure.columns}
        unfinished = Q(*(~_is_erased(name, value) for name, value in values.items()), _connector=Q.OR)
        rows = everything.filter(_is_due(model, erasure.when, now) & unfinished)
        said = f"erase {', '.join(erasure.columns)} {erasure.when}"
        yield said, rows, partial(_erase, values=values)


def _is_due(model: type[models.Model], when: retention.When, now: datetime) -> Q:
    if not when.column:
        return Q()
    today = timezone.localdate(now)
    if when.days is None:
        return Q((f"{when.column}__lt", today.replace(day=1)))
    has_time = isinstance(model._meta.get_field(when.column), models.DateTimeField)
    limit = (now if has_time else today) - timedelta(days=when.days)
    return Q((f"{when.column}__lte", limit))


def _is_erased(name: str, value: str | None) -> Q:
    return Q((f"{name}__isnull", True)) if value is None else Q((name, value))


def _without_used(rows: Rows, used_as: Iterable[str]) -> Rows:
    for column in used_as:
        label, _, name = column.rpartition(".")
        users = apps.get_model(label)._base_manager.filter(**{name: OuterRef("pk")})
        rows = rows.filter(~Exists(users))
    return rows


def _let_older_end() -> None:
    """Waits, for some seconds at most, until whatever began before this has ended, in any database of the
    server: what such a transaction may still see, PostgreSQL carries over into a new file."""
    give_up = time.monotonic() + settings.LONGEST_WAIT_FOR_OLDER
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text")
        (mark,) = cursor.fetchone()
        while time.monotonic() < give_up:
            cursor.execute(OLDER, {"mark": mark})
            if not cursor.fetchone()[0]:
                return
            time.sleep(0.2)


def _rewrite(model: type[models.Model]) -> None:
    """The table as a new file in the order of its keys, which are random, all of it written at once.

    So neither deleted rows nor the order in which rows were written stay on the disk. With each row
    PostgreSQL keeps the number of the transaction that wrote it, also in a new file: so all are written
    by one transaction first. The table is locked meanwhile; if somebody keeps it busy for longer than a
    few seconds, the next night will do.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    index = connection.ops.quote_name(f"{model._meta.db_table}_pkey")
    key = model._meta.pk.name
    with suppress(OperationalError), connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT_FOR_LOCK}'")
            model._base_manager.update(**{key: F(key)})
        with transaction.atomic():
            cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT_FOR_LOCK}'")
            cursor.execute(f"CLUSTER {table} USING {index}")


def _in_batches(rows: Rows, effect: Callable[[Rows], object]) -> Iterator[int]:
    """Applies the effect batch by batch and yields the size of each."""
    while True:
        with transaction.atomic():
            free = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
            batch = list(free.values_list("pk", flat=True)[:BATCH])
            if batch:
                effect(rows.model._base_manager.filter(pk__in=batch))
        yield len(batch)
        if len(batch) < BATCH:
            return


def _delete(rows: Rows) -> None:
    """The rows and the files they alone name; the files once the rows are certainly gone."""
    for field in rows.model._meta.local_fields:
        if isinstance(field, models.FileField):
            for name in rows.values_list(field.name, flat=True):
                if name:
                    transaction.on_commit(partial(field.storage.delete, name))
    rows.delete()


def _erase(rows: Rows, *, values: dict[str, str | None]) -> None:
    rows.update(**values)
