"""Notes for the team: sealed with the place or not at all, opened by the team alone, gone with the place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from courses.runs import refusals
from courses.runs.actions import enrolling, place_notes, publishing, teams
from courses.runs.models import Leading, Party, Place, PlaceNote, Run
from courses.runs.rules.for_team import LONGEST_CONTACT, LONGEST_NEEDS, ForTeam
from tests.factories.accounts import create_key_pair, create_unlocked
from tests.factories.runs import NOW, create_holder, create_run
from tests.factories.trainers import create_coordinator, create_lead
from wellbeing.accounts import actions as accounts_actions
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import recovery
from wellbeing.accounts.models import SealedRecord, TeamMember, User, WrappedKey
from wellbeing.privacy import codes, retention
from wellbeing.privacy.actions import RULES_FILE, apply_retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]

RAMP = ForTeam("Пандус, пожалуйста", "Через Клён")


@pytest.fixture
def run() -> Run:
    return create_run()


@pytest.fixture
def lena(run: Run) -> User:
    return create_holder(run)


def enrol(run: Run, *names: str, note: ForTeam | None = None, code: str = "") -> str:
    code = code or codes.draw()
    enrolling.enrol(run=run.pk, names=list(names) or ["Ива"], code=code, now=NOW, note=note)
    return code


def read(run: Run, user: User) -> list[tuple[str, bool, ForTeam]]:
    notes = place_notes.read(run=run, key=create_unlocked(user=user))
    assert notes.shut == 0
    return [(each.name, each.has_place, each.note) for each in notes.opened]


def test_the_team_reads_it_by_working_name_and_that_it_did_stays_on_record(run: Run, lena: User) -> None:
    enrol(run, "Рябина", note=ForTeam("Субтитры"))
    enrol(run, "ива", "Клён", note=RAMP)
    enrol(run, "Осина", note=ForTeam("", "Позже"))
    enrol(run, "Липа")

    assert read(run, lena) == [
        ("ива", True, RAMP),
        ("Рябина", True, ForTeam("Субтитры")),
        ("Осина", False, ForTeam("", "Позже")),
    ]
    entries = ModelLogEntry.objects.filter(action="runs.read_notes")
    assert [(entry.object_id, entry.user, entry.data) for entry in entries] == [(str(run.pk), lena, {})]


def test_where_nothing_was_read_nothing_is_on_record(run: Run, lena: User) -> None:
    enrol(run)
    ModelLogEntry.objects.filter(action="runs.read_notes").delete()

    assert read(run, lena) == []
    assert not ModelLogEntry.objects.filter(action="runs.read_notes").exists()


@pytest.mark.parametrize(
    "note", [ForTeam("ж"), ForTeam("🌿" * LONGEST_NEEDS, '"' * LONGEST_CONTACT), ForTeam("", "\\" * 120)]
)
def test_whatever_is_left_is_of_one_size_and_comes_back_whole(run: Run, lena: User, note: ForTeam) -> None:
    enrol(run, "Ива", note=RAMP)
    enrol(run, "Клён", note=note)

    sizes = {len(bytes(box)) for box in SealedRecord.objects.values_list("box", flat=True)}
    assert len(sizes) == 1
    assert read(run, lena)[1][2] == note


def test_what_does_not_fit_is_refused_and_nobody_is_enrolled(run: Run, lena: User) -> None:
    with pytest.raises(refusals.LongForTeam):
        enrol(run, note=ForTeam("🌿" * 5000))
    assert (Place.objects.count(), SealedRecord.objects.count()) == (0, 0)


def test_another_note_takes_the_place_of_the_whole_one_before(run: Run, lena: User) -> None:
    code = enrol(run, note=RAMP)
    before = WrappedKey.objects.get()

    place_notes.leave(code=codes.show(code), note=ForTeam("", "Иначе"))

    assert read(run, lena) == [("Ива", True, ForTeam("", "Иначе"))]
    assert (PlaceNote.objects.count(), SealedRecord.objects.count()) == (1, 1)
    assert not WrappedKey.objects.filter(pk=before.pk).exists(), "it has a key of its own"


def test_of_one_form_sent_twice_the_first_note_stands(run: Run, lena: User) -> None:
    code = enrol(run, note=RAMP)

    enrol(run, note=ForTeam("Иначе"), code=code)

    assert read(run, lena) == [("Ива", True, RAMP)]
    assert SealedRecord.objects.count() == 1


def take_back(code: str) -> None:
    place_notes.remove(code=code)


def leave(code: str) -> None:
    enrolling.leave(code=code, now=NOW)


def wait_no_more(code: str) -> None:
    Party.objects.filter(places=codes.lookup_id(code)).delete()


def run_out(code: str) -> None:
    rules = [each for each in retention.load(RULES_FILE) if each.table == "runs.Party"]
    later = NOW + timedelta(days=400)
    apply_retention(now=later, rules=[replace(each, rewrite=False) for each in rules])


def end_the_run(code: str) -> None:
    Place.objects.get(pk=codes.lookup_id(code)).party.run.delete()


@pytest.mark.parametrize("happens", [take_back, leave, wait_no_more, run_out, end_the_run])
def test_however_it_goes_the_record_goes_with_it_at_once(
    happens: Callable[[str], None], run: Run, lena: User
) -> None:
    code = enrol(run, note=RAMP)
    other = create_run(begins=NOW + timedelta(days=500))
    create_holder(other, username="zoya")
    enrol(other, note=RAMP)
    Party.objects.filter(run=other).update(goes_on=NOW + timedelta(days=900))

    happens(code)

    left = SealedRecord.objects.get()
    assert left.team == teams.team_of(other)
    assert set(WrappedKey.objects.values_list("record", flat=True)) == {left.pk}
    assert PlaceNote.objects.get().place.party.run == other


def test_a_record_with_a_note_stays_and_one_without_goes_the_same_day(run: Run, lena: User) -> None:
    enrol(run, note=RAMP)
    orphan = sealed.seal(team=teams.team_of(run), content=b"x", room=10)
    rules = [each for each in retention.load(RULES_FILE) if each.table == "accounts.SealedRecord"]

    apply_retention(now=NOW, rules=[replace(each, rewrite=False) for each in rules])

    assert not SealedRecord.objects.filter(pk=orphan.pk).exists()
    assert read(run, lena) == [("Ива", True, RAMP)]


def test_who_comes_together_leaves_one_with_the_first_and_each_may_leave_their_own(
    run: Run, lena: User
) -> None:
    first = enrol(run, "Ива", "Клён", note=RAMP)
    second = codes.follow_on(first)
    place_notes.leave(code=second, note=ForTeam("Тихий угол"))

    enrolling.leave(code=first, now=NOW)

    assert read(run, lena) == [("Клён", True, ForTeam("Тихий угол"))]
    assert SealedRecord.objects.count() == 1


def test_without_anybody_who_reads_nobody_is_enrolled_with_a_note(run: Run) -> None:
    recovery.make_recovery_key(language="ru", today=NOW.date(), by=None)
    lena = create_holder(run, keys=False)

    with pytest.raises(refusals.NobodyReads):
        enrol(run, note=RAMP)
    assert (Place.objects.count(), SealedRecord.objects.count(), Run.objects.get().taken) == (0, 0, 0)

    code = enrol(run)
    with pytest.raises(refusals.NobodyReads):
        place_notes.leave(code=code, note=RAMP)
    create_key_pair(user=lena)
    place_notes.leave(code=code, note=RAMP)
    assert read(run, lena) == [("Ива", True, RAMP)]


def test_what_is_off_takes_no_note_but_gives_one_back(run: Run, lena: User) -> None:
    code = enrol(run, note=RAMP)
    publishing.cancel(run=run.pk, by=create_lead(), now=NOW)

    with pytest.raises(refusals.NotNow):
        place_notes.leave(code=code, note=ForTeam("Иначе"))
    assert read(run, lena) == [("Ива", True, RAMP)]
    place_notes.remove(code=code)
    assert SealedRecord.objects.count() == 0


@pytest.mark.parametrize("code", ["", "нет", "GSZJ9FXCY39H0GB5BGWH", "\0"])
def test_a_code_of_nothing_leaves_and_removes_nothing(run: Run, lena: User, code: str) -> None:
    enrol(run, note=RAMP)
    with pytest.raises(refusals.NoSuchPlace):
        place_notes.leave(code=code, note=RAMP)
    with pytest.raises(refusals.NoSuchPlace):
        place_notes.remove(code=code)
    assert SealedRecord.objects.count() == 1


def test_nobody_outside_the_team_opens_a_note(run: Run, lena: User) -> None:
    enrol(run, note=RAMP)
    late = create_coordinator(username="vera")
    for user in (lead := create_lead(), elsewhere := create_coordinator(code="RU-PER"), late):
        create_key_pair(user=user)
    for user in (lead, elsewhere, late):
        with pytest.raises(refusals.NotInTeam):
            place_notes.read(run=run, key=create_unlocked(user=user))


def test_who_is_taken_off_the_run_reads_no_more_and_the_next_who_unlocks_seals_anew(run: Run) -> None:
    lena, zoya = create_holder(run), create_holder(run, username="zoya")
    code = enrol(run, note=RAMP)
    key, record = create_unlocked(user=zoya), SealedRecord.objects.get()
    wraps = set(record.wraps.values_list("member__username", flat=True))
    assert wraps == {"lena", "zoya"}

    Leading.objects.filter(trainer__user=zoya).delete()
    teams.follow(run=run, by=None)

    before = bytes(SealedRecord.objects.get(needs_new_key=True).box)
    assert list(record.wraps.values_list("member__username", flat=True)) == ["lena"]
    with pytest.raises(refusals.NotInTeam):
        place_notes.read(run=run, key=key)
    assert read(run, lena) == [("Ива", True, RAMP)], "unlocking seals anew"
    record.refresh_from_db()
    assert (record.needs_new_key, bytes(record.box) == before) == (False, False)
    enrolling.leave(code=code, now=NOW)
    assert WrappedKey.objects.count() == 0


def test_a_trainer_without_the_role_any_more_reads_no_more(run: Run, lena: User) -> None:
    enrol(run, note=RAMP)
    with accounts_actions.changing_staff(by=None):
        lena.groups.clear()

    assert (TeamMember.objects.count(), WrappedKey.objects.count()) == (0, 0)


def test_what_nobody_can_open_any_more_is_counted_and_can_be_left_anew(run: Run, lena: User) -> None:
    code = enrol(run, note=RAMP)
    WrappedKey.objects.all().delete()

    notes = place_notes.read(run=run, key=create_unlocked(user=lena))
    assert (notes.opened, notes.shut) == ((), 1)

    place_notes.leave(code=code, note=ForTeam("Снова"))
    assert read(run, lena) == [("Ива", True, ForTeam("Снова"))]
