"""Anybody asks whether a certificate holds, and learns that, the region and the months."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories.trainers import create_certificate
from trainers.actions import certificates
from trainers.models import Certificate
from trainers.proof import throttles, verifying
from trainers.proof.verifying import Named, Verdict
from trainers.public.verifying import LENGTH
from trainers.rules import months, numbers
from wellbeing.privacy.guards import FORM

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()
MONTH = months.of(NOW)
STATES = {
    "Valid": {},
    "Valid, its term over": {"expires_month": months.later(MONTH, -2)},
    "Expired": {"expires_month": months.later(MONTH, -8)},
    "Suspended": {"suspended_month": MONTH},
    "Revoked": {"revoked_month": MONTH, "suspended_month": MONTH},
}


def create(**changes: object) -> Certificate:
    certificate = create_certificate(today=NOW)
    issued = months.later(MONTH, -20)
    Certificate.objects.filter(pk=certificate.pk).update(issued_month=issued, **changes)
    return Certificate.objects.get(pk=certificate.pk)


def ask(number: str, name: str = "", *, language: str = "en") -> HttpResponse:
    body = urlencode({"number": number, "name": name})
    return Client().post(f"/{language}/verify/", body, content_type=FORM)


def said(answer: HttpResponse) -> list[str]:
    """The words of the answer, each element's together."""
    section = re.search(r"<section.*?</section>", answer.content.decode(), re.DOTALL)
    assert section
    return [text for part in re.split(r"<[^>]+>", section[0]) if (text := html.unescape(part).strip())]


@pytest.mark.parametrize(("heading", "changes"), STATES.items())
def test_each_state_is_said_with_the_region_and_the_months_and_nothing_else(
    heading: str, changes: dict[str, object]
) -> None:
    certificate = create(**changes)

    answer = ask(certificate.shown_number.lower())

    assert answer.status_code == 200
    words = said(answer)
    assert words[0] == heading
    assert words[-6:] == [
        *("Region", "Tomsk Oblast"),
        *("Issued", f"{certificate.issued_month:%B %Y}"),
        *("Term through", f"{certificate.valid_through:%B %Y}"),
    ]
    assert str(certificate.candidacy.trainer) not in answer.content.decode()


def test_a_scanned_code_answers_the_same_and_the_number_stands_nowhere() -> None:
    certificate = create()

    russian, english = (Client().get(f"/v/{certificate.token}/{end}") for end in ("", "en/"))

    assert said(english) == said(ask(certificate.number))
    assert said(russian) == said(ask(certificate.number, language="ru"))
    for answer in (russian, english):
        text = answer.content.decode()
        assert certificate.number not in text
        assert certificate.shown_number not in text


def test_an_unknown_number_a_slip_and_an_unknown_code_are_said_alike_to_everybody() -> None:
    number = create().number
    other = next(each for each in "0123456789" if each != number[0])

    assert said(ask(numbers.draw()))[0] == "No certificate with this number"
    for slip in (other + number[1:], "", "12", "ы" * 500):
        assert said(ask(slip))[0] == "There is a slip in the number"
    unknown = Client().get("/v/0123456789abcdef/en/")
    assert (unknown.status_code, said(unknown)[0]) == (404, "No certificate behind this code")


def test_every_answer_has_one_length() -> None:
    certificates_ = [create(**changes) for changes in STATES.values()]
    answers = [Client().get("/ru/verify/"), ask(numbers.draw()), ask("1"), ask("1", "Имя", language="ru")]
    answers += [ask(each.number, "Имя", language="ru") for each in certificates_]
    answers += [Client().get(f"/v/{each.token}/") for each in certificates_]
    answers.append(Client().get("/v/none/"))

    assert {len(each.content) for each in answers} == {LENGTH}


def test_a_name_is_confirmed_only_where_its_trainer_allowed_it() -> None:
    allowed, other = create(), create()
    certificates.allow_name(certificate=allowed, name="Алёна  Лис")

    assert said(ask(allowed.number, "алена лис"))[-1] == "The name is the certificate’s."
    same, different, unallowed, unknown = (
        said(Client().post(f"/v/{allowed.token}/en/", urlencode({"name": "Алена Лис"}), content_type=FORM)),
        *(said(ask(each, "Кто-то")) for each in (allowed.number, other.number, numbers.draw())),
    )

    assert same[-1] == "The name is the certificate’s."
    assert different[-2] == unallowed[-2] == unknown[-2] == "The name could not be confirmed:"
    certificates.allow_name(certificate=allowed, name="")
    assert said(ask(allowed.number, "Алена Лис"))[-2] == "The name could not be confirmed:"


def test_names_are_tried_so_often_and_no_more_while_the_state_is_still_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate, other = create(), create()
    certificates.allow_name(certificate=certificate, name="Лис")
    monkeypatch.setattr(throttles, "MOST_A_NUMBER", 2)
    monkeypatch.setattr(throttles, "MOST_A_MINUTE", 4)

    answers = [said(ask(certificate.number, "Лиса")) for _ in range(2)]
    late = said(ask(certificate.number, "Лис"))

    assert [each[-2] for each in answers] == ["The name could not be confirmed:"] * 2
    assert (late[0], late[-2]) == ("Valid", "The name was not checked:")
    assert said(ask(other.number, "Лис"))[-2] == "The name could not be confirmed:"
    assert said(ask(other.number, "Лис"))[-2] == "The name was not checked:", "too many by everybody together"
    assert said(ask(other.number))[0] == "Valid"


def test_no_name_is_checked_while_nobody_can_count(settings: Any) -> None:
    number = create().number
    gone = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}

    answer = verifying.by_number(number, "Лис", NOW)

    assert (answer.verdict, answer.named) == (Verdict.VALID, Named.LATER)


def test_what_was_typed_stays_in_the_form() -> None:
    page = ask("7k3m <b>", "Имя & «фамилия»", language="ru").content.decode()

    assert 'value="7k3m &lt;b&gt;"' in page
    assert 'value="Имя &amp; «фамилия»"' in page
