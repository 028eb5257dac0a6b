"""A trainer's own certificates, and objecting to what was decided about one."""

import pytest
from django.test import Client

from tests.factories.trainers import (
    create_certificate,
    create_coordinator,
    create_lead,
    region,
    show_everything,
)
from tests.trainers.staff.walking import CERTIFICATES, PATH, read, take_away
from trainers.actions import appeals, certificates
from trainers.models import Appeal, Candidacy, Certificate, Proposal
from trainers.rules import months
from trainers.staff import frame

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_my_certificates_have_number_months_state_and_the_way_to_their_documents(
    visit: Client, candidacy: Candidacy
) -> None:
    certificate = create_certificate(candidacy=candidacy, today=frame.today())

    page = read(visit.get(CERTIFICATES))

    assert certificate.shown_number in page
    assert f'href="/staff/trainers/certificate/{certificate.pk}/"' in page
    certificates.allow_name(certificate=certificate, name="Елена Тихая")
    allowed = read(visit.get(CERTIFICATES))
    assert allowed != page
    assert "Тихая" not in allowed


def test_a_suspension_is_appealed_once_and_what_became_of_it_stands_there(
    visit: Client, candidacy: Candidacy
) -> None:
    proposal = take_away(create_certificate(candidacy=candidacy, today=frame.today()))
    page = f"{PATH}decisions/{proposal.pk}/appeal/"
    assert f'href="{page}"' in read(visit.get(CERTIFICATES))
    assert visit.post(page, {"words": "  "}).status_code == 400

    assert visit.post(page, {"words": "Это было не так."}).headers["Location"] == CERTIFICATES
    second = visit.post(page, {"words": "Ещё раз."})

    assert (second.status_code, "Ещё раз." in read(second)) == (400, True)
    row = Appeal.objects.get()
    assert (row.proposal, row.words, row.outcome) == (proposal, "Это было не так.", "open")
    assert f'href="{page}"' not in read(visit.get(CERTIFICATES))
    assert "<textarea" not in read(visit.get(page))
    appeals.decide(
        appeal=row, outcome="refused", why="Решение остаётся.", by=create_lead(), today=frame.today()
    )
    assert "Решение остаётся." in read(visit.get(CERTIFICATES))


def test_only_what_holds_now_can_be_appealed(visit: Client, candidacy: Candidacy) -> None:
    certificate = create_certificate(candidacy=candidacy, today=frame.today())
    award = Proposal.objects.get(certificate=certificate)
    suspended = take_away(certificate)
    lifted = take_away(Certificate.objects.get(), "lift", "resolved")

    page = read(visit.get(CERTIFICATES))

    assert [f"{each.pk}/appeal/" in page for each in (award, suspended, lifted)] == [False] * 3
    assert visit.post(f"{PATH}decisions/{award.pk}/appeal/", {"words": "Нет."}).status_code == 400
    for decision in (award, suspended, lifted):
        late = visit.get(f"{PATH}decisions/{decision.pk}/appeal/")
        assert (late.status_code, "<textarea" in read(late)) == (200, False)
        assert "Обжаловать можно только приостановку или отзыв, которые ещё действуют." in read(late)


def test_an_award_that_waits_or_was_declined_stands_on_the_path(visit: Client, candidacy: Candidacy) -> None:
    show_everything(candidacy, month=months.later(months.of(frame.today()), -1))
    proposal = certificates.propose_award(
        candidacy=candidacy, region=region(), by=create_coordinator(), today=frame.today()
    )
    waiting = read(visit.get(PATH))
    certificates.decline(
        proposal=proposal, why="Сначала ещё один поток.", by=create_coordinator(), today=frame.today()
    )
    declined = read(visit.get(PATH))

    assert "Сначала ещё один поток." not in waiting
    assert "Сначала ещё один поток." in declined
