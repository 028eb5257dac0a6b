"""From a candidate to a certificate and through what befalls one, as its people live it in a browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

NAME = "Аврора Заречная"
OWN = "/staff/trainers/own/"
TRAINER = "Тренер Тестов"
# What follows is arranged by the shell, because it takes weeks: others' words, and two years that pass.
REST = """
from datetime import date
from django.contrib.auth import get_user_model
from django.utils import timezone
from trainers.actions import evidence
from trainers.actions.evidence import Submission
from trainers.models import Candidacy
from trainers.rules import months
from trainers.rules.pathway import RUBRIC, Kind, Stage
today = timezone.localdate()
assessor = get_user_model().objects.get(username="assessor")
lead = get_user_model().objects.get(username="lead")
candidacy = Candidacy.objects.get(trainer__user__username="trainer")
for asked in candidacy.version.rules().asked(Stage.{stage}):
    if asked.kind is Kind.SAFETY:
        continue
    if asked.kind is Kind.SUPERVISION:
        evidence.log_supervision(trainer=candidacy.trainer, month=today, minutes=asked.amount, form="single",
                                 by=assessor, today=today)
        continue
    for _ in range(asked.amount):
        region = candidacy.trainer.home_region
        what = Submission(kind=asked.kind, subject=asked.subject, month=today, region=region)
        row = evidence.submit(candidacy=candidacy, what=what, today=today)
        by = lead if "coordinator" in asked.assessors else assessor
        marks = dict.fromkeys(RUBRIC, 3) if asked.kind is Kind.OBSERVED else None
        evidence.decide(evidence=row, outcome="accepted", by=by, today=today, marks=marks)
"""
TWO_YEARS_PASS = """
from django.utils import timezone
from trainers.models import Certificate
from trainers.rules import months
now = months.of(timezone.localdate())
row = Certificate.objects.get(candidacy__trainer__user__username="trainer")
gone = months.between(now, row.valid_through) - 1
for column in ("issued_month", "period_month", "expires_month"):
    setattr(row, column, months.later(getattr(row, column), -gone))
row.save()
"""


@pytest.fixture(scope="module")
def trainer(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "trainer")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def coordinator(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "coordinator")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def lead(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "lead")
    yield page
    page.context.close()


def test_from_a_candidate_to_a_renewed_certificate(
    trainer: Page, coordinator: Page, lead: Page, page: Page, site: Site
) -> None:
    hand_in_again(trainer)
    decide(coordinator, "again", "Добавьте, кто вёл разбор.")
    trainer.goto(OWN)
    expect(trainer.get_by_text("кто вёл разбор").first).to_be_visible()
    hand_in_again(trainer)
    decide(coordinator, "accepted")

    run(site, REST.format(stage="AWARD"))
    number = award(coordinator, lead)
    download(trainer, number)
    assert verified(page, number)[0] == "Действует"

    propose(coordinator, lead, number, "suspend", "safety")
    assert verified(page, number)[0] == "Приостановлен"
    propose(coordinator, lead, number, "lift", "resolved")
    _, before = verified(page, number)
    extend(lead)
    verdict, after = verified(page, number)
    assert (verdict, before == after) == ("Действует", False)

    run(site, TWO_YEARS_PASS)
    _, soon = verified(page, number)
    run(site, REST.format(stage="RENEWAL"))
    open_certificate(coordinator, number)
    coordinator.get_by_role("button", name="Продлить").click()
    expect(coordinator.locator("#main")).not_to_contain_text("Пора продлевать")
    verdict, renewed = verified(page, number)
    assert (verdict, year(renewed)) == ("Действует", year(soon) + 2)


def hand_in_again(trainer: Page) -> None:
    trainer.goto(OWN)
    trainer.get_by_role("link", name=re.compile("тправить заново")).first.click()
    trainer.locator("textarea[name=note]").fill("Разбор вела психологиня команды.")
    trainer.locator("#main form button").first.click()
    expect(trainer).to_have_url(re.compile(f"{OWN}$"))


def decide(coordinator: Page, outcome: str, reason: str = "") -> None:
    coordinator.goto("/staff/trainers/inbox/?kind=safety")
    coordinator.locator("#main a[href*='/inbox/']").first.click()
    coordinator.locator(f"input[name=outcome][value={outcome}]").check()
    coordinator.locator("textarea[name=reason]").fill(reason)
    coordinator.locator("#main form button").last.click()
    expect(coordinator).to_have_url(re.compile("/inbox/$"))


def award(coordinator: Page, lead: Page) -> str:
    """Proposed by one, confirmed by another; the number as it is printed."""
    coordinator.goto("/staff/trainers/people/")
    coordinator.get_by_role("link", name=TRAINER).first.click()
    coordinator.locator("a[href*='/award/']").first.click()
    coordinator.locator("#main form button").first.click()
    confirm(lead)
    coordinator.goto("/staff/trainers/people/")
    coordinator.get_by_role("link", name=TRAINER).first.click()
    shown = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}", coordinator.locator("#main").inner_text())
    assert shown
    return shown[0]


def confirm(lead: Page) -> None:
    lead.goto("/staff/trainers/decisions/")
    lead.locator("#main tr", has_text=TRAINER).locator("a").first.click()
    lead.locator("input[name=outcome][value=confirmed]").check()
    lead.locator("#main form button").last.click()
    expect(lead).to_have_url(re.compile("/decisions/$"))


def open_certificate(desk: Page, number: str) -> None:
    desk.goto("/staff/trainers/certificates/")
    desk.locator("#main tr", has_text=TRAINER).locator("a").first.click()
    expect(desk.locator("#main")).to_contain_text(number)


def propose(coordinator: Page, lead: Page, number: str, kind: str, reason: str) -> None:
    open_certificate(coordinator, number)
    coordinator.locator(f"a[href$='/propose/{kind}/']").click()
    coordinator.locator("select[name=reason]").select_option(reason)
    coordinator.locator("#main form button").first.click()
    confirm(lead)


def extend(lead: Page) -> None:
    lead.goto("/staff/trainers/extensions/new/")
    lead.locator("select[name=region]").select_option("RU-TOM")
    lead.locator("input[name=months_more]").fill("3")
    lead.locator("select[name=reason]").select_option("no_supervisors")
    lead.locator("button[name=look]").click()
    expect(lead.locator("#main table")).to_contain_text(TRAINER)
    lead.locator("button[name=confirm]").click()
    expect(lead).to_have_url(re.compile("/extensions/$"))


def download(trainer: Page, number: str) -> None:
    """The trainer types a name for the paper; the file has it, and the page does not keep it."""
    trainer.goto("/staff/trainers/own/certificates/")
    expect(trainer.locator("#main")).to_contain_text(number)
    trainer.locator("a[href*='/trainers/certificate/']").first.click()
    trainer.locator("input[name=name]").fill(NAME)
    with trainer.expect_download() as downloading:
        trainer.locator("button[value=paper]").click()
    assert downloading.value.path().read_bytes().startswith(b"%PDF")


def verified(page: Page, number: str) -> tuple[str, str]:
    """What anybody with the number is told, without scripts: the verdict and the last month."""
    page.goto("/ru/verify/")
    page.locator("#number").fill(number.lower())
    page.locator("main form button").click()
    expect(page.locator("main")).not_to_contain_text(TRAINER)
    return page.locator("main section h2").inner_text(), page.locator("main dd").last.inner_text()


def year(month: str) -> int:
    return int(re.findall(r"\d{4}", month)[0])


def run(site: Site, code: str) -> None:
    site.manage("shell", "--verbosity", "0", "-c", code)
