"""What somebody says of a run at its end, and reading it together once nobody can add to it any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.runs import refusals, traces
from courses.runs.actions import enrolling, teams, waiting
from courses.runs.models import Feedback, FeedbackTag, Party, Place, Run
from courses.runs.rules import feedback as rules
from courses.runs.rules.feedback import Phase, Said, Shown
from wellbeing.accounts import sealed
from wellbeing.accounts.models import SealedRecord, TeamMember
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy import codes


@transaction.atomic
def give(*, code: str, said: Said, now: datetime) -> None:
    """Keep what a place says, sealed to the run's team. The first that is said stands.

    Raises refusals.NoSuchPlace, refusals.NoFeedbackNow, refusals.FeedbackGiven.
    """
    place = enrolling.find(code)
    run = waiting.hold(place.party.run_id)
    if place.party.standing != Party.Standing.IN or phase(run, now) is not Phase.TAKEN:
        raise refusals.NoFeedbackNow
    if has_given(place=place, code=code):
        raise refusals.FeedbackGiven
    _spend(run, _tag_of(code))
    try:
        record = sealed.seal(team=teams.team_of(run), content=rules.pack(said), room=rules.ROOM)
    except sealed.NobodyCanOpen:
        raise refusals.NoFeedbackNow from None
    Feedback.objects.create(run=run, record=record)


def has_given(*, place: Place, code: str) -> bool:
    """Whether this place has said something."""
    return FeedbackTag.objects.filter(run=place.party.run_id, tag=_tag_of(code)).exists()


@transaction.atomic
def read(*, run: UUID, key: Unlocked, now: datetime) -> Shown:
    """What may be shown of all that was said. That somebody read it is written down for colleagues.

    Raises Run.DoesNotExist, refusals.FeedbackGoesOn, refusals.FeedbackNotOpen.
    """
    row = Run.objects.with_times().get(pk=run)
    if phase(row, now) is not Phase.OVER:
        raise refusals.FeedbackGoesOn
    given = Feedback.objects.filter(run=row).values("record")
    # What nobody can open any more is as if it had not been said.
    records = list(SealedRecord.objects.filter(pk__in=given, wraps__isnull=False).distinct())
    members = TeamMember.objects.filter(team=teams.team_of(row))
    if not records and not members.exists():  # the team of a run that nobody spoke of has been closed
        return rules.shown([])
    if not members.filter(user=key.user).exists():
        raise refusals.FeedbackNotOpen
    opened = sealed.open_records(records=records, key=key)
    if len(opened) < len(records):  # figures of a part could be subtracted from those of the whole
        raise refusals.FeedbackNotOpen
    traces.note(row, "runs.read_feedback", key.user)
    return rules.shown([rules.unpack(content) for content in opened.values()])


def phase(run: Run, now: datetime) -> Phase:
    """Where the feedback of a run `with_times` stands."""
    return rules.phase(run.facts().status, run.ends, now)


def _spend(run: Run, tag: bytes) -> None:
    """All tags of the run anew, in the order of random keys: a row knows the transaction that wrote it, and
    by that a tag would be found beside what was said with it."""
    tags = [*run.feedback_tags.values_list("tag", flat=True), tag]
    run.feedback_tags.all().delete()
    rows = [FeedbackTag(run=run, tag=bytes(each)) for each in tags]
    FeedbackTag.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def _tag_of(code: str) -> bytes:
    return codes.feedback_tag(codes.read(code))
