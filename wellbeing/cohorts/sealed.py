"""What is in the boxes of a wave, under keys that follow from its cohort's secret."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from wellbeing.cohorts import deriving
from wellbeing.cohorts.models import Answer, Wave
from wellbeing.cohorts.rules import packing
from wellbeing.cohorts.rules.change import Sums
from wellbeing.privacy import sealing
from wellbeing.privacy.sealing import DoesNotOpen


def answers_of(wave: Wave, secret: bytes) -> Iterator[bytes]:
    """What the boxes of a wave hold, as it was packed. One that does not open is noise to everybody."""
    key = deriving.key(secret, deriving.ANSWERS)
    for row in wave.answers.all():
        with suppress(DoesNotOpen):
            yield sealing.unseal(bytes(row.box), key=key, label=wave.pk.bytes + row.pk.bytes)


def put_answers(wave: Wave, secret: bytes, contents: Iterable[bytes]) -> None:
    """A row for each, written in the order of their random keys."""
    key = deriving.key(secret, deriving.ANSWERS)
    rows = []
    for content in contents:
        row = Answer(wave=wave)
        label = wave.pk.bytes + row.pk.bytes
        row.box = sealing.seal(content, key=key, label=label, room=packing.ANSWER_ROOM)
        rows.append(row)
    Answer.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def sums_of(wave: Wave, secret: bytes) -> Sums | None:
    """The figures of a frozen wave; None when nothing may be published of it, or none are there any more."""
    if wave.sums is None:
        return None
    key = deriving.key(secret, deriving.SUMS)
    return packing.unpack_sums(sealing.unseal(bytes(wave.sums), key=key, label=wave.pk.bytes))


def box_of_sums(wave: Wave, secret: bytes, sums: Sums | None) -> bytes:
    """A box of one size, whether anything may be published or not."""
    key = deriving.key(secret, deriving.SUMS)
    content = packing.pack_sums(sums)
    return sealing.seal(content, key=key, label=wave.pk.bytes, room=packing.SUMS_ROOM)
