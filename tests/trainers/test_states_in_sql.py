"""What the database says of a certificate's state is what the rules say."""

import random
from datetime import date, timedelta

import pytest

from tests.factories.trainers import create_candidacy, create_pathway, create_trainer
from trainers import reading
from trainers.actions import pathways
from trainers.models import Certificate, PathwayVersion
from trainers.rules import months, numbers
from trainers.rules.standing import State
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.service, pytest.mark.django_db]

CERTIFICATES = 2_000
DAYS = 4
FIRST = date(2019, 1, 1)


def versions(chance: random.Random) -> list[PathwayVersion]:
    """The shipped rules, and drawn ones: no grace, renewal open at once, spans that end in short months."""
    shipped = create_pathway()
    found = [shipped]
    for _ in range(7):
        draft = pathways.new_draft(pathway=shipped.pathway)
        draft.months_valid = chance.randrange(1, 60)
        draft.renewal_days = min(chance.choice((0, 1, 28, 30, 31, 90, 1680)), draft.months_valid * 28)
        # Without either there would be no day to renew, which nobody can publish.
        draft.grace_days = chance.choice((0, 1, 28, 31, 90, 400)) or int(not draft.renewal_days)
        draft.save()
        found.append(pathways.publish(version=draft, by="rita", today=FIRST))
    return found


def create_many(chance: random.Random) -> None:
    """Each for a trainer and a region of its own, so that no two stand in each other's way."""
    drawn, regions = versions(chance), list(Region.objects.values_list("pk", flat=True))
    holders = [
        (candidacy.pk, code)
        for _ in range(CERTIFICATES // len(regions) + 1)
        for candidacy in [create_candidacy(trainer=create_trainer(), version=drawn[0])]
        for code in regions
    ]
    rows = []
    for index, (candidacy_id, code) in enumerate(holders[:CERTIFICATES]):
        version, issued = chance.choice(drawn), months.later(FIRST, chance.randrange(100))
        rows.append(
            Certificate(
                number=numbers.draw(),
                token=str(index),
                version=version,
                candidacy_id=candidacy_id,
                region_id=code,
                issued_month=issued,
                period_month=issued,
                expires_month=months.later(issued, chance.randrange(version.months_valid + 1)),
                extended_months=chance.choice((0, 0, 1, 2, 11, 12, 24)),
                suspended_month=issued if chance.random() < 0.05 else None,
                revoked_month=issued if chance.random() < 0.05 else None,
                status_index=index,
            )
        )
    Certificate.objects.bulk_create(rows)


def days(chance: random.Random) -> list[date]:
    """Drawn days, and for drawn certificates the very days on which something changes, and those before."""
    found = [FIRST + timedelta(chance.randrange(365 * 12)) for _ in range(DAYS)]
    for row in chance.sample(list(Certificate.objects.select_related("version")), DAYS):
        end = months.last_day(row.valid_through) + timedelta(1)
        for turn in (end, end - timedelta(row.version.renewal_days), end + timedelta(row.version.grace_days)):
            found += [turn, turn - timedelta(1)]
    return found


def test_the_database_and_the_rules_agree_about_thousands() -> None:
    chance = random.Random(4)
    create_many(chance)

    seen = set()
    for day in days(chance):
        rows = list(Certificate.objects.with_state(day).select_related("version"))
        said = {row.pk: (row.state, row.ended_on) for row in rows}  # type: ignore[attr-defined]  # annotated
        meant = {
            row.pk: (reading.state(row, day), months.last_day(row.valid_through) + timedelta(1))
            for row in rows
        }
        assert said == meant
        seen |= {state for state, _ in meant.values()}
    assert len(rows) == CERTIFICATES
    assert seen == set(State) - {State.IN_TRAINING}
