"""Trainers come, change, move and go; what is sealed of them opens to their home region's team alone."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories.accounts import create_key_pair, create_team, create_unlocked
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_trainer,
    region,
)
from trainers import refusals
from trainers.actions import appeals, certificates, people
from trainers.actions.people import Details, Private
from trainers.models import Candidacy, Trainer
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import SealedRecord, User, WrappedKey
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy.actions import apply_retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]

SECRET = Private(legal_name="Имя Из Паспорта", contact="signal +7 900 000-00-00")


def details(**changed: Any) -> Details:
    stock: dict[str, Any] = {
        "name": "Ива",
        "languages": ["ru"],
        "formats": ["online"],
        "active_from": date(2025, 3, 9),
    }
    return Details(**stock | changed)


def traces() -> list[tuple[str, str]]:
    entries = ModelLogEntry.objects.filter(content_type__model="trainer").order_by("timestamp", "pk")
    return [(entry.action, entry.user.username) for entry in entries if entry.user]


def member(username: str, code: str = "RU-TOM") -> tuple[User, Unlocked]:
    """A coordinator who is alone in the team of a region, with keys unlocked."""
    user = create_coordinator(username=username, code=code)
    create_team(region=code, members=[user])
    return user, create_unlocked(user=user)


def with_secret(key: Unlocked) -> Trainer:
    trainer = create_trainer(name="Ива")
    people.put_private(trainer=trainer, what=SECRET, key=key)
    trainer.refresh_from_db()
    return trainer


def test_a_coordinator_makes_and_changes_trainers_of_their_own_region_only() -> None:
    vera = create_coordinator(username="vera")
    with pytest.raises(refusals.NotYours):
        people.create_trainer(home_region=region("RU-PER"), what=details(), by=vera)

    trainer = people.create_trainer(home_region=region(), what=details(regions=[region("RU-PER")]), by=vera)
    people.change_trainer(
        trainer=trainer, what=details(name=" Ольха ", active_until=date(2026, 5, 20)), by=vera
    )

    row = Trainer.objects.get()
    assert (row.name, row.home_region_id, list(row.regions.all())) == ("Ольха", "RU-TOM", [])
    assert (row.active_from_month, row.active_until_month) == (date(2025, 3, 1), date(2026, 5, 1))
    assert traces() == [("wagtail.create", "vera"), ("wagtail.edit", "vera")]
    serving = create_trainer(code="RU-PER", serves=["RU-TOM"])
    with pytest.raises(refusals.NotYours):
        people.change_trainer(trainer=serving, what=details(), by=vera)
    with pytest.raises(refusals.NotYours):
        people.delete_trainer(trainer=serving, by=vera, today=TODAY)


def test_what_the_database_refuses_is_said_in_words() -> None:
    vera, account = create_coordinator(), create_coordinator()
    create_trainer(name="ИВА", user=account)
    with pytest.raises(refusals.NameTaken):
        people.create_trainer(home_region=region(), what=details(), by=vera)
    with pytest.raises(refusals.AccountTaken):
        people.create_trainer(home_region=region(), what=details(name="Клён", user=account), by=vera)
    with pytest.raises(refusals.EndsBeforeItBegins):
        people.create_trainer(
            home_region=region(), what=details(name="Клён", active_until=date(2025, 2, 1)), by=vera
        )
    assert Trainer.objects.count() == 1


def test_nobody_takes_their_account_from_themselves_or_deletes_themselves() -> None:
    vera = create_coordinator()
    trainer = create_trainer(user=vera)
    with pytest.raises(refusals.Yourself):
        people.change_trainer(trainer=trainer, what=details(), by=vera)
    with pytest.raises(refusals.Yourself):
        people.delete_trainer(trainer=trainer, by=vera, today=TODAY)
    people.change_trainer(trainer=trainer, what=details(user=vera), by=vera)
    assert Trainer.objects.get().name == "Ива"


def test_the_sealed_part_opens_to_the_team_of_the_home_region_with_a_trace_of_opening() -> None:
    _vera, key = member("vera")
    trainer = with_secret(key)
    people.put_private(trainer=trainer, what=Private("Другое", "почта"), key=key)
    people.put_private(trainer=trainer, what=SECRET, key=key)

    assert people.read_private(trainer=Trainer.objects.get(), key=key) == SECRET

    assert SealedRecord.objects.count() == 1
    assert traces() == [("trainers.put_private", "vera")] * 3 + [("trainers.read_private", "vera")]
    assert "Паспорта" not in str(list(ModelLogEntry.objects.values()))
    for stranger in (create_coordinator(), create_coordinator(code="RU-PER"), create_lead()):
        theirs = Unlocked(stranger, key.private, key.until)
        with pytest.raises(refusals.NotInTeam):
            people.read_private(trainer=trainer, key=theirs)
        with pytest.raises(refusals.NotInTeam):
            people.put_private(trainer=trainer, what=SECRET, key=theirs)


def test_whom_a_record_is_not_sealed_to_neither_reads_nor_overwrites_it() -> None:
    vera, key = member("vera")
    lida = create_coordinator(username="lida")
    create_key_pair(user=lida)
    teams.admit(team=teams.team_of_region(region()), newcomer=lida, by=key)
    trainer = with_secret(key)
    WrappedKey.objects.filter(member=vera).delete()
    with pytest.raises(refusals.CannotOpen):
        people.read_private(trainer=trainer, key=key)
    with pytest.raises(refusals.CannotOpen):
        people.put_private(trainer=trainer, what=Private(), key=key)
    assert SealedRecord.objects.count() == 1


def test_two_empty_fields_leave_nothing_sealed_and_too_much_is_refused() -> None:
    _vera, key = member("vera")
    trainer = with_secret(key)
    with pytest.raises(refusals.TooLong):
        people.put_private(trainer=trainer, what=Private("ы" * 500), key=key)
    people.put_private(trainer=trainer, what=Private(), key=key)

    assert (SealedRecord.objects.count(), Trainer.objects.get().private) == (0, None)
    assert people.read_private(trainer=Trainer.objects.get(), key=key) == Private()


def test_a_handover_takes_what_is_sealed_to_the_other_region_and_only_by_who_can_open_it() -> None:
    vera, key = member("vera")
    trainer = with_secret(key)
    perm = region("RU-PER")
    with pytest.raises(refusals.NobodyThere):
        people.move_home(trainer=trainer, region=perm, by=vera, key=key)
    _there, other = member("olya", code="RU-PER")
    with pytest.raises(refusals.KeyNeeded):
        people.move_home(trainer=trainer, region=perm, by=vera, key=None)
    with pytest.raises(refusals.CannotOpen):
        people.move_home(trainer=trainer, region=perm, by=create_lead(), key=None)
    with pytest.raises(refusals.NotYours):
        people.move_home(trainer=trainer, region=perm, by=other.user, key=other)

    moved = people.move_home(trainer=trainer, region=perm, by=vera, key=key)

    assert (moved.home_region, SealedRecord.objects.get().team.region) == (perm, perm)
    assert people.read_private(trainer=moved, key=other) == SECRET
    assert not sealed.may_open(SealedRecord.objects.get(), vera)
    assert traces()[1] == ("trainers.move_home", "vera")


def test_without_anything_sealed_the_network_hands_over_and_a_name_that_is_taken_is_refused() -> None:
    lead = create_lead()
    trainer = create_trainer(name="Ива")
    create_trainer(name="ива", code="RU-PER")
    with pytest.raises(refusals.NameTaken):
        people.move_home(trainer=trainer, region=region("RU-PER"), by=lead, key=None)

    moved = people.move_home(trainer=trainer, region=region("GE"), by=lead, key=None)

    assert moved.home_region_id == "GE"


def test_deleting_takes_everything_with_it_but_not_while_a_certificate_stands() -> None:
    vera, key = member("vera")
    trainer = with_secret(key)
    create_certificate(candidacy=create_candidacy(trainer=trainer))
    with pytest.raises(refusals.HoldsCertificate):
        people.delete_trainer(trainer=trainer, by=vera, today=TODAY)
    assert SealedRecord.objects.count() == 1

    people.delete_trainer(trainer=trainer, by=vera, today=date(2031, 1, 1))

    assert (Trainer.objects.count(), Candidacy.objects.count(), SealedRecord.objects.count()) == (0, 0, 0)
    assert traces()[-1] == ("wagtail.delete", "vera")


def test_whoever_appealed_is_not_deleted_before_they_are_answered() -> None:
    vera, second, lead = create_coordinator(), create_coordinator(), create_lead()
    held = create_certificate()
    revoked = certificates.propose(certificate=held, kind="revoke", reason="ethics", by=vera, today=TODAY)
    certificates.confirm(proposal=revoked, by=second, today=TODAY)
    row = appeals.appeal(proposal=revoked, words="Это было не так.", today=TODAY)
    trainer = held.candidacy.trainer

    with pytest.raises(refusals.AppealWaits):
        people.delete_trainer(trainer=trainer, by=vera, today=TODAY)
    appeals.decide(appeal=row, outcome="refused", why="Так и было.", by=lead, today=TODAY)
    people.delete_trainer(trainer=trainer, by=vera, today=TODAY)

    assert Trainer.objects.count() == 0


def test_what_nobody_can_open_any_more_is_written_anew_or_left_behind() -> None:
    vera, key = member("vera")
    trainer, other = with_secret(key), create_trainer(name="Клён")
    people.put_private(trainer=other, what=SECRET, key=key)
    WrappedKey.objects.all().delete()

    assert people.read_private(trainer=trainer, key=key) == Private()
    people.put_private(trainer=trainer, what=Private("Новое"), key=key)
    moved = people.move_home(trainer=other, region=region("RU-PER"), by=vera, key=None)

    row = Trainer.objects.get(pk=trainer.pk)
    assert people.read_private(trainer=row, key=key) == Private("Новое")
    assert list(SealedRecord.objects.values_list("pk", flat=True)) == [row.private_id]
    assert (moved.home_region_id, moved.private) == ("RU-PER", None)


def test_a_sealed_record_that_no_trainer_points_to_goes_the_same_day() -> None:
    _vera, key = member("vera")
    trainer = with_secret(key)
    left = sealed.seal(team=create_team(), content=b"left behind", room=100)

    apply_retention(now=timezone.now())

    assert set(SealedRecord.objects.values_list("pk", flat=True)) == {trainer.private_id}
    assert not WrappedKey.objects.filter(record=left.pk).exists()


def test_a_trainer_is_put_on_a_pathway_and_moved_with_a_trace() -> None:
    vera = create_coordinator(username="vera")
    version = create_candidacy().version
    trainer = create_trainer()
    people.begin(trainer=trainer, version=version, by=vera, today=TODAY)
    with pytest.raises(refusals.OnThisPathway):
        people.begin(trainer=trainer, version=version, by=vera, today=TODAY)
    assert traces() == [("trainers.begin", "vera")]
