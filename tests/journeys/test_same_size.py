"""Whoever sees only how much was sent, or how long it took, learns nothing of what was said."""

import random
import statistics
import time
from collections.abc import Callable, Iterator

import pytest

from tests.journeys import retreat_states
from tests.journeys.asking import Answer, Check, ask, come_back, send
from tests.running import Site
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service]

SHEETS = 200
LANGUAGES = ("ru", "en")
EVERY_CHECK = [(slug, language) for slug in ("month", "week") for language in LANGUAGES]
ROUNDS, PAIRS = 3, 200
LEAST_RATIO, MOST_RATIO = 0.8, 1.25


def lines(check: Check, count: int, *, seed: int = 7) -> Iterator[str]:
    """All skipped, the extremes, one answer alone, all but one; then random ones, half of them with gaps."""
    questions = range(len(check.options))
    yield from ("-" * len(questions), "0" * len(questions), "".join(str(n - 1) for n in check.options))
    yield "-" * (len(questions) - 1) + "0"
    yield "0" * (len(questions) - 1) + "-"
    chance = random.Random(seed)
    for number in range(count):
        gaps = chance.random() if number % 2 else 0
        yield "".join(
            "-" if chance.random() < gaps else str(chance.randrange(check.options[n])) for n in questions
        )


def assert_one_length(answers: dict[str, Answer], *, status: int = 200) -> None:
    """Of the whole answer, headers included."""
    lengths: dict[int, list[str]] = {}
    for name, answer in answers.items():
        assert answer.status == status, name
        assert "Content-Encoding" not in answer.headers
        lengths.setdefault(len(answer.wire), []).append(name)
    assert len(lengths) == 1, {length: names[:5] for length, names in lengths.items()}


@pytest.mark.parametrize(("slug", "language"), EVERY_CHECK)
def test_all_results_have_one_length_whatever_the_answers(site: Site, slug: str, language: str) -> None:
    check = Check.of(site, slug, language)

    results = {line: check.take(line) for line in lines(check, SHEETS)}

    assert_one_length(results)
    assert len(results) >= SHEETS * 0.9
    assert len({answer.body for answer in results.values()}) == len(results), "each says its own"


@pytest.mark.parametrize(("slug", "language"), EVERY_CHECK)
def test_so_have_all_documents(site: Site, slug: str, language: str) -> None:
    check = Check.of(site, slug, language)

    documents = {line: check.carry(line, "pdf") for line in lines(check, 2)}

    assert_one_length(documents)
    assert all(answer.body.startswith(b"%PDF-") for answer in documents.values())


@pytest.mark.parametrize(("slug", "language"), EVERY_CHECK)
def test_so_have_all_forms_that_come_back_with_errors(site: Site, slug: str, language: str) -> None:
    check = Check.of(site, slug, language)
    count = len(check.options)

    forms = {line: check.take(line) for line in ("x" * count, "0" * (count - 1) + "x", "x", "-x", "0x1-")}
    forms["a broken line"] = check.carry("x", "keep")

    assert_one_length(forms, status=400)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_answers_to_a_code_have_one_length(site: Site, language: str) -> None:
    assert_one_length(dict(every_answer_to_a_code(site, language)))


def every_answer_to_a_code(site: Site, language: str) -> Iterator[tuple[str, Answer]]:
    check, other = (Check.of(site, slug, language) for slug in ("month", "week"))
    line, *more = lines(check, 23)
    yield "kept", check.carry(line, "keep")
    code = check.keep(line)
    yield "one entry", come_back(site, language, code)
    yield "added", check.carry(more[0], "add", code=code)
    yield "another check added", other.carry("00000", "add", code=code)
    for each in more[1:]:
        yield "added", check.carry(each, "add", code=code)
    full = come_back(site, language, code)
    assert full.text.count("<tr>") > 100
    yield "full", full
    yield "full, in the other language", come_back(site, "en" if language == "ru" else "ru", code)
    yield "asked to delete", come_back(site, language, code, "ask-delete")
    changed = come_back(site, language, code, "change")
    assert "<tr>" in changed.text
    yield "changed", changed
    yield "the old code", come_back(site, language, code)
    gone = check.keep(line)
    yield "deleted", come_back(site, language, gone, "delete")
    for do in ("", "change", "delete", "ask-delete", "nonsense"):
        yield f"gone: {do}", come_back(site, language, gone, do)
        yield f"wrong: {do}", come_back(site, language, codes.show(codes.draw()), do)
    yield "added to none", check.carry(line, "add", code=gone)
    yield "added to none by another check", other.carry("-----", "add", code="")
    for typed in ("", "?", "x" * 60_000, '"&<>' * 60, "я" * 5000, "\0" * 300, "🌻" * 300):
        yield f"typed {typed[:3]!r}", come_back(site, language, typed)
        yield f"added with {typed[:3]!r}", check.carry(line, "add", code=typed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_have_all_answers_to_an_application_code(site: Site, language: str) -> None:
    path, made = f"/{language}/application/", retreat_states.made(site)["codes"]
    answers = {name: send(site, path, {"code": code}) for name, code in made.items()}
    for typed in ("?", "\0" * 300, "🌻" * 300, "x" * 60_000, codes.show(codes.draw())):
        answers[f"typed {typed[:3]!r}"] = send(site, path, {"code": typed})
    answers["messages"] = send(site, f"{path}messages/", {"code": made["accepted"]})
    answers["declining"] = send(site, path, {"code": made["offered"], "do": "declining"})
    answers["changing"] = send(site, path, {"code": made[f"open-{language}"], "do": "change"})
    answers["deleting"] = send(site, path, {"code": made[f"open-{language}"], "do": "deleting"})

    assert_one_length(answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_code_and_a_code_of_nothing_get_the_same_words(site: Site, language: str) -> None:
    gone = gone_code(site, language)
    wrong = codes.show(codes.draw())

    answers = [come_back(site, language, code).text for code in (gone, wrong)]

    assert gone in answers[0]
    assert answers[0].replace(gone, "CODE") == answers[1].replace(wrong, "CODE")


def test_a_wrong_code_and_a_code_of_nothing_take_the_same_time(site: Site) -> None:
    gone = gone_code(site, "ru")

    assert_same_time(
        lambda: come_back(site, "ru", gone), lambda: come_back(site, "ru", codes.show(codes.draw()))
    )


def test_so_does_adding_with_them(site: Site) -> None:
    check = Check.of(site, "week", "ru")
    gone = gone_code(site, "ru")

    assert_same_time(
        lambda: check.carry("01234", "add", code=gone),
        lambda: check.carry("01234", "add", code=codes.show(codes.draw())),
    )


def gone_code(site: Site, language: str) -> str:
    check = Check.of(site, "week", language)
    code = check.keep("01234")
    come_back(site, language, code, "delete")
    return code


def assert_same_time(one: Callable[[], Answer], other: Callable[[], Answer]) -> None:
    """The medians of interleaved requests lie close together in at least one of a few rounds.

    A difference that the program makes shows in every round; a busy machine does not.
    """
    ratios = []
    for _ in range(ROUNDS):
        pairs = [(seconds(one), seconds(other)) for _ in range(PAIRS)]
        ratios.append(statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs))
        if LEAST_RATIO < ratios[-1] < MOST_RATIO:
            return
    raise AssertionError(f"the medians differ: {ratios}")


def seconds(act: Callable[[], Answer]) -> float:
    start = time.perf_counter()
    assert act().status == 200
    return time.perf_counter() - start


def test_pages_that_are_the_same_for_everybody_may_be_small(site: Site) -> None:
    """What is compressed is what nobody typed anything into; the check above would see it otherwise."""
    page = ask(site, "/ru/check/month/", **{"Accept-Encoding": "gzip"})

    assert page.headers["Content-Encoding"] == "gzip"
