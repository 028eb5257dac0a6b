"""Sealing every box of the server anew under its current key, so that an older key can be destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Substr

from wellbeing.privacy import server_keys
from wellbeing.privacy.fields import ServerBoxField
from wellbeing.privacy.sealing import DoesNotOpen

BATCH = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column of boxes: `waiting` of them are under another key than the current one."""

    model: type[models.Model]
    field: ServerBoxField
    waiting: int

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"


def columns() -> list[Column]:
    """Every column of boxes, with how many wait. Raises server_keys.NoKey without a current key."""
    return [
        Column(model, field, _waiting(model, field).count())
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ServerBoxField)
    ]


def reseal(column: Column) -> Iterator[tuple[int, int]]:
    """Seal a column's boxes anew, 500 in a transaction; yields how many of these were, and do not open.

    A model that keeps something else made with the key has a method `resealed(content)` that renews it
    and returns the names of those columns. May be stopped and begun again at any time.
    """
    last = None
    while True:
        with transaction.atomic():
            rows = _waiting(column.model, column.field).order_by("pk").select_for_update()
            batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
            shut = sum([not _reseal_row(row, column.field) for row in batch])
        if not batch:
            return
        last = batch[-1].pk
        yield len(batch) - shut, shut


def _waiting(model: type[models.Model], field: ServerBoxField) -> "models.QuerySet[Any]":
    name = Substr(field.name, 1, server_keys.NAME_SIZE, output_field=models.BinaryField())
    return model._base_manager.annotate(key_name=name).exclude(key_name=server_keys.current_name())


def _reseal_row(row: Any, field: ServerBoxField) -> bool:
    try:
        content = field.unseal(row.pk, bytes(getattr(row, field.name)))
    except DoesNotOpen:
        return False
    setattr(row, field.name, field.seal(row.pk, content))
    others = row.resealed(content) if hasattr(row, "resealed") else []
    row.save(update_fields=[field.name, *others])
    return True
