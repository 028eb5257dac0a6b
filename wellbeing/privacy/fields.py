"""Columns that hold sealed boxes."""

from typing import Any
from uuid import UUID

from django.db import models

from wellbeing.privacy import server_keys


class ServerBoxField(models.BinaryField):  # type: ignore[type-arg]  # generic for mypy alone
    """A box under the server's keys with `room` bytes for its content, bound to its row and column.

    The value is the box itself: it is opened where it is needed and nowhere else. `manage.py
    rotate_seal_key` finds every such column.
    """

    def __init__(self, *, room: int, **options: Any) -> None:
        self.room = room
        super().__init__(max_length=server_keys.box_size(room), **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, {**options, "room": self.room}

    def seal(self, row: UUID, content: bytes) -> bytes:
        """The box of this row's column. Raises server_keys.NoKey, sealing.DoesNotFit."""
        return server_keys.seal(content, label=self._label(row), room=self.room)

    def unseal(self, row: UUID, box: bytes) -> bytes:
        """What a row's box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return server_keys.unseal(box, label=self._label(row))

    def _label(self, row: UUID) -> bytes:
        return f"{self.model._meta.label}.{self.name}:".encode() + row.bytes
