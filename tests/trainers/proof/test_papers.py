"""The certificate on paper: one page of its size, tagged, the same bytes each time, with the name on it."""

import re
import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries
from qrcode import QRCode

from tests.factories.trainers import create_certificate
from trainers.models import Certificate
from trainers.proof import papers, squares
from trainers.proof.papers import LONGEST_NAME, Wish

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NAMES = (
    "",
    "Женя Лис",
    "Alexandra Montgomery",
    "Александра Константинопольская-Виноградова",
    "Ирина-Мария Александровна Константинопольская-Виноградова фон Преображенская Эль",
    "Щ" * LONGEST_NAME,
)
SIZES = {"sheet": (297, 210), "card": (85.6, 54)}


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    with override_settings(SITE_URL="https://pause.example.org"):
        yield


def boxes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    found = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", b"".join(parts(pdf)))
    return [(float(width) / 72 * 25.4, float(height) / 72 * 25.4) for width, height in found]


def parts(pdf: bytes) -> list[bytes]:
    """The file, and what is compressed in it."""
    found = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue
    return found


@pytest.mark.parametrize("form", SIZES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_is_one_tagged_page_of_its_size_whatever_the_name(form: str, language: str) -> None:
    certificate = create_certificate()
    for name in NAMES:
        pdf = papers.pdf(certificate, Wish(language, form, name))
        content = b"".join(parts(pdf))

        assert [tuple(round(side, 1) for side in box) for box in boxes(pdf)] == [SIZES[form]]
        assert b"/StructTreeRoot" in content
        assert b"/Alt" in content, "the code is described"
        assert re.search(rb'pdfuaid:part="1"|<pdfuaid:part>1<', content)
        assert b"CreationDate" not in content
        assert len(pdf) % (64 * 1024) == 0, "its length tells nothing of the name"


def test_the_same_name_gives_the_same_bytes_in_another_process_too() -> None:
    certificate = create_certificate()
    wish = Wish("ru", "sheet", "Женя Лис")
    first = papers.pdf(certificate, wish)
    papers.pdf(certificate, Wish("en", "card", "Someone Else"))
    html = papers.html(certificate, wish)
    code = (
        "import sys; from trainers.proof.papers import STYLES; from wellbeing.documents.pdf import to_pdf;"
        "sys.stdout.buffer.write(to_pdf(sys.stdin.read(), stylesheet=STYLES['sheet']))"
    )
    setup = "import django; django.setup();"
    elsewhere = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", setup + code],
        input=html.encode(),
        capture_output=True,
        check=True,
    )

    assert papers.pdf(certificate, wish) == first
    assert elsewhere.stdout == first
    assert papers.pdf(certificate, Wish("ru", "sheet", "Женя Рысь")) != first


def test_it_says_what_it_stands_for_in_its_language() -> None:
    certificate = create_certificate()
    russian, english = (
        papers.html(certificate, Wish(language, "sheet", "А < Б")) for language in ("ru", "en")
    )

    assert "А &lt; Б" in russian
    for word in (
        "Recovery group",
        "Tomsk Oblast",
        "November 2026",
        "November 2028",
        certificate.shown_number,
    ):
        assert word in english
    for word in ("Группа восстановления", "Томская область", "Ноябрь 2026", "Ноябрь 2028"):
        assert word in russian
    assert "pause.example.org/ru/verify/" in russian
    assert "pause.example.org/en/verify/" in english


def test_the_code_leads_by_a_token_and_not_by_the_number() -> None:
    certificate = create_certificate()

    for language, end in (("ru", ""), ("en", "en/")):
        address = papers.scanned_address(certificate, language)
        assert address == f"https://pause.example.org/v/{certificate.token}/{end}"
        drawn = papers.html(certificate, Wish(language))
        path = re.search(r'<path d="([^"]+)"', squares.svg(address, label="x"))
        assert path
        assert path[1] in drawn


def test_a_square_holds_the_modules_of_its_code() -> None:
    drawn = squares.svg("HTTPS://EXAMPLE.ORG", label="a & b")
    code = QRCode(error_correction=0, border=0, mask_pattern=squares.MASK)
    code.add_data("HTTPS://EXAMPLE.ORG")
    code.make()
    dark = set()
    for left, top, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn):
        dark |= {(int(top) - 4, int(left) - 4 + step) for step in range(int(length))}

    assert dark == {
        (row, column)
        for row, cells in enumerate(code.modules)
        for column, is_dark in enumerate(cells)
        if is_dark
    }
    assert "a &amp; b" in drawn


def test_nothing_is_asked_of_the_database_for_what_is_loaded(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    id = create_certificate().pk
    loaded = Certificate.objects.select_related("region", "version__pathway").get(pk=id)
    with django_assert_num_queries(0):
        assert papers.html(loaded, Wish())
