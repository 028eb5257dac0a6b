"""Who of the committee opens what: a table of parts and seats, what shuts an application, and the traces."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.retreats import marks
from courses.retreats.actions.committee import seating, teams
from courses.retreats.conflicts_of_interest import has_applied, shut
from courses.retreats.models import Conflict, Seat
from courses.retreats.models.choices import Part
from tests.courses.retreats.committee.sitting import (
    TODAY,
    WRITTEN,
    applicant,
    colleague,
    council,
    declare,
    open_round,
    organiser,
    post,
    record,
    seat_of,
    seated,
    unlocked,
)
from tests.factories.accounts import create_key_pair, create_unlocked
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.actions import teams as accounts_teams
from wellbeing.privacy import codes, sealing

pytestmark = [pytest.mark.service, pytest.mark.django_db]

SEATED = (Part.ACCESS, Part.SAFETY, Part.CONTACT)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("seat", [*SEATED, "council", "organiser"])
def test_each_part_opens_to_its_own_seat_and_to_nobody_else(part: Part, seat: str) -> None:
    round = open_round()
    for each in SEATED:
        seated(round, each, username=f"for-{each}")
    rada = council(round)
    applicant(round, ticket="AAAAAAAAAA", name="Ива", comes=True)
    who = {"council": rada, "organiser": organiser()}.get(seat) or seat_user(round, seat)
    if seat == "organiser":
        create_key_pair(user=who)
        declare(round, who)

    page = unlocked(who).get(record(round, part, "AAAAAAAAAA"))

    is_theirs = seat == part or (seat == "council" and part == Part.APPEAL)
    assert page.status_code == (200 if is_theirs else 404)
    assert {each for each, said in WRITTEN.items() if said in page.text} == ({part} if is_theirs else set())
    assert ("Ива" in page.text) == (is_theirs and part == Part.CONTACT)
    assert "RU-TOM" not in page.text
    assert ModelLogEntry.objects.filter(action="retreats.open_part").count() == is_theirs


def seat_user(round, part):
    return Seat.objects.get(round=round, part=part).user


def test_a_seat_in_another_round_opens_nothing_here() -> None:
    round, other = open_round(), open_round()
    seated(round, Part.ACCESS)
    vera = seated(other, Part.ACCESS, username="vera")
    applicant(round, ticket="AAAAAAAAAA")

    assert unlocked(vera).get(record(round, Part.ACCESS, "AAAAAAAAAA")).status_code == 404


def test_the_list_has_tickets_in_their_order_and_says_what_one_has_opened() -> None:
    round = open_round()
    lena = seated(round, Part.ACCESS)
    vera = seated(round, Part.ACCESS, username="vera")
    for ticket in ("CCCCCCCCCC", "AAAAAAAAAA", "BBBBBBBBBB"):
        applicant(round, ticket=ticket, name=f"Имя{ticket[0]}")
    client = unlocked(lena)
    client.get(record(round, Part.ACCESS, "BBBBBBBBBB"))

    said = text(client.get(reverse("retreats_staff:review", args=[round.pk, "access"])))

    assert said.index("AAAAAAAAAA") < said.index("BBBBBBBBBB вы открывали") < said.index("CCCCCCCCCC")
    assert "Имя" not in said
    assert "вы открывали" not in text(
        unlocked(vera).get(reverse("retreats_staff:review", args=[round.pk, "access"]))
    ), "what another colleague opened says nothing here"


def test_whom_to_reach_are_those_who_come_or_appealed() -> None:
    round = open_round()
    lena, _rada = seated(round, Part.CONTACT), council(round)
    applicant(round, ticket="AAAAAAAAAA", parts=[Part.CONTACT])
    applicant(round, ticket="BBBBBBBBBB", parts=[Part.CONTACT], comes=True)
    applicant(round, ticket="CCCCCCCCCC", parts=[Part.CONTACT, Part.APPEAL])
    client = unlocked(lena)

    said = text(client.get(reverse("retreats_staff:review", args=[round.pk, "contact"])))

    assert ("AAAAAAAAAA" in said, "BBBBBBBBBB" in said, "CCCCCCCCCC" in said) == (False, True, True)
    assert client.get(record(round, Part.CONTACT, "AAAAAAAAAA")).status_code == 404


def test_nothing_opens_before_one_has_declared() -> None:
    round = open_round()
    lena = seated(round, Part.SAFETY, has_declared=False)
    applicant(round, ticket="AAAAAAAAAA")
    client = unlocked(lena)
    declare_at = reverse("retreats_staff:declare", args=[round.pk])

    for address in (
        record(round, Part.SAFETY, "AAAAAAAAAA"),
        reverse("retreats_staff:review", args=[round.pk, "safety"]),
    ):
        assert client.get(address).headers["Location"] == f"{declare_at}?next={quote(address, safe='')}"
    assert "Выберите" not in text(client.get(declare_at))
    assert client.post(declare_at, {"close": ""}).status_code == 302
    assert WRITTEN[Part.SAFETY] in client.get(record(round, Part.SAFETY, "AAAAAAAAAA")).text


def test_who_applied_themselves_is_shut_out_of_the_whole_round_and_nowhere_else() -> None:
    round, other = open_round(), open_round()
    lena = seated(round, Part.ACCESS)
    seating.seat(round=other.pk, user=lena, part=Part.ACCESS, by=organiser(), today=TODAY)
    declare(other, lena)
    for each in (round, other):
        applicant(each, ticket="AAAAAAAAAA")
    client = unlocked(lena)

    post(client, "declare", round.pk, applied="on", close="")

    assert (has_applied(lena, round), has_applied(lena, other)) == (True, False)
    page = client.get(record(round, Part.ACCESS, "AAAAAAAAAA"))
    assert (page.status_code, WRITTEN[Part.ACCESS] in page.text) == (403, False)
    assert "вы подали заявку" in page.text.lower()
    assert client.get(reverse("retreats_staff:review", args=[round.pk, "access"])).status_code == 403
    assert post(client, "correct", round.pk, "AAAAAAAAAA", alone="on").status_code == 403
    assert client.get(record(other, Part.ACCESS, "AAAAAAAAAA")).status_code == 200
    assert not ModelLogEntry.objects.filter(action="retreats.open_part", object_id=str(round.pk)).exists()


def test_an_organiser_who_applied_gives_no_seats_in_that_round() -> None:
    round, olga = open_round(), organiser()
    vera = colleague("vera")
    declare(round, olga, applied=True)

    page = client_of(olga).post(
        reverse("retreats_staff:seat", args=[round.pk]), {"part": "access", "user": vera.pk}, follow=True
    )

    assert "вы подали заявку" in page.text.lower()
    assert not Seat.objects.filter(round=round).exists()


def test_whoever_is_close_is_left_to_another_colleague() -> None:
    round = open_round()
    lena, vera = seated(round, Part.ACCESS), seated(round, Part.ACCESS, username="vera")
    code = codes.draw()
    close = applicant(round, ticket="AAAAAAAAAA", code=code, mark=marks.of(code))
    far = applicant(round, ticket="BBBBBBBBBB")
    client = unlocked(lena)

    post(client, "declare", round.pk, close=marks.shown(code).lower())

    assert (shut(lena, close), shut(lena, far), shut(vera, close)) == (True, False, False)
    page = client.get(record(round, Part.ACCESS, "AAAAAAAAAA"))
    assert (page.status_code, WRITTEN[Part.ACCESS] in page.text) == (403, False)
    assert WRITTEN[Part.ACCESS] in unlocked(vera).get(record(round, Part.ACCESS, "AAAAAAAAAA")).text
    assert client.get(record(round, Part.ACCESS, "BBBBBBBBBB")).status_code == 200
    assert "AAAAAAAAAA для кого-то другого" in text(
        client.get(reverse("retreats_staff:review", args=[round.pk, "access"]))
    )


def test_whom_one_knows_again_is_left_to_another_and_no_history_has_it() -> None:
    round = open_round()
    lena = seated(round, Part.SAFETY)
    applicant(round, ticket="AAAAAAAAAA")
    client = unlocked(lena)
    client.get(record(round, Part.SAFETY, "AAAAAAAAAA"))
    before = ModelLogEntry.objects.count()

    assert post(client, "leave_record", round.pk, "safety", "AAAAAAAAAA").status_code == 302

    assert client.get(record(round, Part.SAFETY, "AAAAAAAAAA")).status_code == 403
    assert ModelLogEntry.objects.count() == before


def test_a_mark_that_is_nobodys_is_said_and_what_was_typed_still_stands() -> None:
    round, olga = open_round(), organiser()
    applicant(round)
    wrong = codes.show(codes.draw())
    client = client_of(olga)

    page = post(client, "declare", round.pk, close=wrong)
    short = post(client, "declare", round.pk, close="ABC")

    assert "ни у кого" in text(page)
    assert (wrong in page.text, "ABC" in short.text) == (True, True)
    assert not Conflict.objects.exists()


def test_a_declaration_tells_nothing_by_being_there_nor_by_its_size() -> None:
    round = open_round()
    users = [colleague(name, keys=False) for name in ("anna", "boris", "vera")]
    code = codes.draw()
    applicant(round, code=code, mark=marks.of(code))
    declare(round, users[0])
    declare(round, users[1], applied=True)
    declare(round, users[2], close=[marks.shown(code)])

    rows = list(Conflict.objects.all())

    assert len({len(bytes(row.box)) for row in rows}) == 1
    assert {row.goes_on for row in rows} == {
        round.retreats.get().ends_on + (rows[0].goes_on - round.retreats.get().ends_on)
    }
    for row in rows:
        assert marks.of(code).encode() not in bytes(row.box)
        with pytest.raises(sealing.DoesNotOpen):
            Conflict._meta.get_field("box").unseal(users[0].memberships.model().pk, bytes(row.box))


def test_an_opening_leaves_one_trace_a_day_with_part_and_ticket_and_no_moment() -> None:
    round = open_round()
    lena = seated(round, Part.ACCESS, Part.SAFETY)
    applicant(round, ticket="AAAAAAAAAA")
    client = unlocked(lena)
    for _again in range(3):
        client.get(record(round, Part.ACCESS, "AAAAAAAAAA"))
    client.get(record(round, Part.SAFETY, "AAAAAAAAAA"))

    entries = ModelLogEntry.objects.filter(action="retreats.open_part")

    assert sorted(entries.values_list("user__username", "data__part", "data__ticket")) == [
        ("lena", "access", "AAAAAAAAAA"),
        ("lena", "safety", "AAAAAAAAAA"),
    ]
    assert {
        (each.timestamp.minute, each.timestamp.second, each.timestamp.microsecond) for each in entries
    } == {(0, 0, 0)}


def test_with_locked_keys_one_is_led_to_unlock_and_back_and_nothing_is_noted() -> None:
    round = open_round()
    lena = seated(round, Part.ACCESS)
    applicant(round, ticket="AAAAAAAAAA")
    address = record(round, Part.ACCESS, "AAAAAAAAAA")

    page = client_of(lena).get(address)

    assert page.headers["Location"] == f"/staff/keys/unlock/?next={address.replace('/', '%2F')}"
    assert not ModelLogEntry.objects.filter(action="retreats.open_part").exists()


def test_who_comes_later_waits_to_be_admitted_and_who_leaves_opens_nothing_more() -> None:
    round = open_round()
    lena, nina = seated(round, Part.ACCESS), seated(round, Part.ACCESS, username="nina")
    one = applicant(round, ticket="AAAAAAAAAA")
    vera = seated(round, Part.ACCESS, username="vera")
    client, address = unlocked(vera), record(round, Part.ACCESS, "AAAAAAAAAA")

    waits = client.get(address)
    assert (waits.status_code, WRITTEN[Part.ACCESS] in waits.text) == (403, False)
    team = teams.team_for(round, Part.ACCESS)
    accounts_teams.admit(team=team, newcomer=vera, by=create_unlocked(user=lena))
    assert WRITTEN[Part.ACCESS] in client.get(address).text

    post(client_of(organiser()), "unseat", round.pk, seat_of(round, vera, Part.ACCESS).pk)
    sealed_part = one.parts.get(part=Part.ACCESS).record
    assert client.get(address).status_code == 404
    assert set(sealed_part.wraps.values_list("member__username", flat=True)) == {"lena", "nina"}
    assert sealed_part.needs_new_key
    create_unlocked(user=lena)
    sealed_part.refresh_from_db()
    assert not sealed_part.needs_new_key, "sealed anew under a key that nobody who left can remember"
    assert WRITTEN[Part.ACCESS] in unlocked(nina).get(address).text


def test_a_ticket_that_is_not_there_and_a_part_that_is_none_are_not_found() -> None:
    round = open_round()
    client = unlocked(seated(round, Part.ACCESS))
    assert client.get(record(round, Part.ACCESS, "ZZZZZZZZZZ")).status_code == 404
    assert client.get(record(round, "nothing", "ZZZZZZZZZZ")).status_code == 404
    assert post(client, "correct", round.pk, "ZZZZZZZZZZ").status_code == 404
    assert post(client, "let_meet", round.pk, "ZZZZZZZZZZ", "YYYYYYYYYY").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three() -> None:
    round = open_round()
    client = unlocked(seated(round, Part.ACCESS))
    address = reverse("retreats_staff:review", args=[round.pk, "access"])
    applicant(round)
    one = queries(client, address)
    applicant(round), applicant(round)

    assert queries(client, address) == one
