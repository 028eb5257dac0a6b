"""A course for a memory stick: nothing in it leads out, needs a network or runs."""

import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings

from cms.models import Attachment
from courses.content.handbook import gathering, offline
from courses.content.models import CoursePage
from tests.courses.content.handbook.small import BODY, create_small

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LEADING = {"href", "src", "poster", "srcset", "action", "formaction", "data", "ping", "background", "cite"}


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = "https://pause.example.org"


class Seen(HTMLParser):
    """What a page refers to, what it is made of, and what it says."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.leading: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.leading += [value or "" for name, value in attrs if name in LEADING]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def attachment(name: str, content: bytes) -> Attachment:
    made = Attachment(title="Файл", file=ContentFile(content, name=name))
    made.save()
    return made


def with_media() -> CoursePage:
    video = attachment("film.webm", b"\x1a\x45\xdf\xa3webm")
    captions = attachment("film.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nx\n")
    paper = attachment("list.pdf", b"%PDF-1.7")
    recording = {"title": "Минута", "file": video, "captions": captions, "transcript": "<p>Сядьте.</p>"}
    course = create_small(lessons=2, body=BODY)
    lesson = course.lessons()[0]
    lesson.body = [
        *[(block.block_type, block.value) for block in lesson.body],
        ("media", recording),
        ("file", {"title": "Листок", "file": paper}),
        (
            "paragraph",
            f'<p><a href="{course.lessons()[1].get_url()}">дальше</a> <a href="#sheet">ниже</a></p>',
        ),
    ]
    lesson.save()
    return CoursePage.objects.get(pk=course.pk)


def test_every_reference_is_a_file_of_the_folder() -> None:
    files = offline.files(gathering.gathered(with_media()))
    pages = {name: Seen(content) for name, content in files.items() if name.endswith(".html")}

    assert list(files)[:4] == ["index.html", "01.html", "02.html", "style.css"]
    for name, page in pages.items():
        for reference in page.leading:
            assert reference.startswith("#") or reference in files, (name, reference)
    referred = {reference for page in pages.values() for reference in page.leading}
    assert files.keys() - referred == set(), "nothing lies there that no page needs"
    assert sorted(name.rpartition(".")[2] for name in files if name.startswith("media/")) == [
        "pdf",
        "vtt",
        "webm",
    ]
    assert "02.html" in pages["01.html"].leading


def test_nothing_in_it_runs_or_asks() -> None:
    files = offline.files(gathering.gathered(with_media()))

    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        page = Seen(content)
        assert page.tags & {"script", "iframe", "object", "embed", "form", "base", "svg"} == set()
        assert not any(attribute.startswith("on") for attribute in page.attributes)
        assert b"http-equiv" not in content
    assert b".pace" in files["style.css"], "what lessons look like"
    for way_out in (b"http:", b"https:", b"@import", b"//"):
        assert way_out not in files["style.css"]
    assert all(part.startswith(b"data:") for part in files["style.css"].split(b"url(")[1:])


def test_addresses_are_written_and_not_linked() -> None:
    files = offline.files(gathering.gathered(create_small(lessons=1)))
    page = Seen(files["01.html"])

    assert "обзор (https://example.org/a?b=1&c=2)" in page.text.replace("обзор  (", "обзор (")
    assert "(https://pause.example.org/ru/check/)" in page.text
    assert page.text.count("https://doi.org/10.1000/182") == 1


def test_titles_and_languages_are_right_and_neutral() -> None:
    create_small(lessons=1)
    course = gathering.gathered(create_small(language="en", lessons=2))
    files = offline.files(course)

    titles = {
        name: content.decode().partition("<title>")[2].partition("</title>")[0]
        for name, content in files.items()
        if name.endswith(".html")
    }
    assert titles == {"index.html": "Заметки", "01.html": "Урок 1", "02.html": "Урок 2"}
    assert all(b'<html lang="en">' in files[name] for name in titles)
    assert b"Lesson 2 of 2" in files["02.html"]


def test_the_same_course_gives_the_same_bytes() -> None:
    course = gathering.gathered(with_media())
    first = offline.archive(course)

    assert offline.archive(course) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all("выгоран" not in each.filename for each in archive.infolist())


def test_a_file_that_is_gone_is_left_out(settings: Settings) -> None:
    course = gathering.gathered(with_media())
    for file in Path(settings.MEDIA_ROOT).rglob("*.*"):
        file.unlink()
    files = offline.files(course)

    assert not any(name.startswith("media/") for name in files)
    assert "video" not in Seen(files["01.html"]).tags
    assert "Сядьте." in Seen(files["01.html"]).text
