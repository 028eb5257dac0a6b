"""From the shipped files to pages: what lines up, and what is named when it does not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cms import actions, content_blocks
from cms.actions import seeding
from cms.content_blocks import Links
from cms.models import HelpEntry, HomePage
from tests.factories.cms import TODAY

SAME = {"ru": "Дом", "en": "Home"}


@pytest.fixture
def small_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A site of one page; tests change it and call `write`."""
    monkeypatch.setattr(seeding, "CONTENT", tmp_path)
    (tmp_path / "help.yaml").write_text((Path(seeding.__file__).parents[1] / "content/help.yaml").read_text())
    return {"slug": "home", "parent": None, "type": "home", "title": SAME, "seo_title": SAME, "intro": SAME}


def write(page: dict[str, Any], html: dict[str, str]) -> None:
    whole = page | {"body": [{"kind": "paragraph", "html": html}]}
    (seeding.CONTENT / "pages.yaml").write_text(yaml.safe_dump([whole]), "utf-8")


@pytest.mark.django_db
def test_without_somebody_to_stand_for_them_help_entries_stay_off_the_page(
    small_content: dict[str, Any],
) -> None:
    write(small_content, {"ru": "<p>Раз.</p>", "en": "<p>One.</p>"})

    assert actions.seed_site(by=None, today=TODAY)

    assert HelpEntry.objects.exists()
    assert not HelpEntry.objects.current(TODAY).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("html", "words"),
    [
        ({"ru": "<p>Раз.</p><p>Два.</p>", "en": "<p>One.</p>"}, "home-en: no English for body"),
        ({"ru": "<p>Раз.</p>", "en": "<p>One.</p><p>Two.</p>"}, "home-en: no Russian for body"),
    ],
)
def test_content_that_does_not_line_up_is_named_and_nothing_stays(
    small_content: dict[str, Any], html: dict[str, str], words: str
) -> None:
    write(small_content, html)

    with pytest.raises(actions.BadSeed, match=words):
        actions.seed_site(by=None, today=TODAY)

    assert not HomePage.objects.exists()


def stream(raw: dict[str, Any], language: str = "ru") -> list[Any]:
    return content_blocks.stream([raw], language, Links({"home": 1, "causes": 7}))


def test_links_of_the_files_become_links_to_pages() -> None:
    text = {"ru": '<a href="/ru/about/causes/">x</a>', "en": ""}
    paths = ("/ru/", "/ru/check/", "/ru/about/causes/")
    items = [{"title": "a", "text": "b", "path": path} for path in paths]

    (paragraph,) = stream({"kind": "paragraph", "html": text})
    (links,) = stream({"kind": "links", "items": items})

    assert paragraph["value"] == '<a linktype="page" id="7">x</a>'
    values = [item["value"] for item in links["value"]["items"]]
    assert [value.get("page") or value.get("section") for value in values] == [1, "check/", 7]


def test_both_languages_get_the_same_ids_and_no_two_places_share_one() -> None:
    pair = {"q": {"ru": "а", "en": "b"}, "a": {"ru": "<в>", "en": "d"}}
    raw = {"kind": "question_answer", "items": [pair, pair]}

    russian, english = stream(raw), stream(raw, "en")

    assert [block["id"] for block in russian] == [block["id"] for block in english]
    assert len({block["id"] for block in russian}) == len(russian)
    assert russian[0]["value"] == {"question": "а", "answer": "<p>&lt;в&gt;</p>"}
