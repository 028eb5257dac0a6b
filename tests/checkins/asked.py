"""Subscriptions as people get them: asked for, confirmed with the number that was sent."""

from datetime import datetime
from typing import Any

from tests.factories.checkins import NOW, create_contents
from wellbeing.checkins.actions import subscribing
from wellbeing.checkins.contents import Contents
from wellbeing.checkins.models import Channel, Subscription
from wellbeing.outbox.models import Due
from wellbeing.privacy import codes


def soonest() -> float:
    """Chance that always draws the first of all possibilities."""
    return 0.0


def row_of(code: str) -> Subscription:
    return Subscription.objects.get(pk=codes.lookup_id(codes.read(code)))


def due_of(code: str) -> Due:
    return Due.objects.get(pk=codes.lookup_id(codes.read(code)))


def ask(
    *, channel: str = Channel.EMAIL, contents: Contents | None = None, now: datetime = NOW, **others: Any
) -> str:
    return subscribing.ask(channel=channel, contents=contents or create_contents(), now=now, **others)


def confirm(code: str, *, now: datetime = NOW, number: str | None = None) -> None:
    number = row_of(code).contents().code if number is None else number
    subscribing.confirm(typed=code, number=number, now=now, chance=soonest)


def subscribe(**asking: Any) -> str:
    """The managing code of a subscription that is confirmed."""
    code = ask(**asking)
    if not row_of(code).is_confirmed:
        confirm(code)
    return code
