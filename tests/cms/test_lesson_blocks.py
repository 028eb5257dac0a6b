"""The blocks of a lesson: sheets, breathing, recordings, files, signposts."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.blocks import StreamBlock

from cms import blocks
from cms.content_blocks import Links, stream
from cms.models import Attachment
from tests.cms.files import create_attachment

CHILDREN = StreamBlock(blocks.LESSON).child_blocks
HOSTILE = "<script>alert(1)</script>\"'><img src=x>"
BREATHING = {
    "title": "Длинный выдох",
    "form": "breathing",
    "text": "<p>Тихо.</p>",
    "inhale": 4,
    "hold": 0,
    "exhale": 6,
    "rounds": 3,
    "items": ["Можно с открытыми глазами."],
}


def render(kind: str, value: Any) -> str:
    block = CHILDREN[kind]
    html: str = block.render(block.to_python(value))
    return html


def test_a_sheet_leaves_as_many_lines_as_asked_and_no_field_to_type_in() -> None:
    prompts = [{"text": "Первое", "lines": 3}, {"text": "Второе", "lines": 0}]

    html = render("reflection", {"title": "Лист", "text": "<p>Как</p>", "prompts": prompts})

    assert html.count("<i></i>") == 3
    assert html.count('class="lines" aria-hidden="true"') == 1
    assert not re.search("<(input|textarea|form|button)", html)


def test_breathing_says_its_rhythm_in_words_and_draws_it_hidden_from_readers_aloud() -> None:
    html = render("practice", BREATHING)

    assert "Вдох 4 секунды, выдох 6 секунд. 3 раза, всего 30 секунд." in " ".join(html.split())
    assert html.count('aria-hidden="true"') == 2
    assert 'class="breath from-04 to-06"' in html
    assert re.findall(r'<i class="to-(\d\d)">', html) == ["00", "01", "02"]
    assert "пауза" not in html
    assert not re.search("<svg|<script|style=", html)


def test_a_pause_has_its_word_and_its_place() -> None:
    html = render("practice", BREATHING | {"hold": 2})

    assert "Вдох 4 секунды, пауза 2 секунды, выдох 6 секунд. 3 раза, всего 36 секунд." in " ".join(
        html.split()
    )
    assert 'class="rounds from-02"' in html


def test_grounding_is_steps_and_nothing_moves() -> None:
    html = render("practice", BREATHING | {"form": "grounding", "items": ["Пять вещей", "Четыре звука"]})

    assert re.findall("<li>(.*?)</li>", html) == ["Пять вещей", "Четыре звука"]
    assert "breath" not in html


@pytest.mark.parametrize("missing", ["inhale", "exhale", "rounds"])
def test_breathing_without_a_number_is_refused(missing: str) -> None:
    block = CHILDREN["practice"]

    with pytest.raises(ValidationError):
        block.clean(block.to_python(BREATHING | {missing: None}))
    block.clean(block.to_python(BREATHING))


@pytest.mark.parametrize(("name", "number"), [("inhale", 1), ("exhale", 15), ("rounds", 11), ("hold", 11)])
def test_seconds_and_rounds_stay_within_what_is_safe_to_breathe(name: str, number: int) -> None:
    block = CHILDREN["practice"]

    with pytest.raises(ValidationError):
        block.clean(block.to_python(BREATHING | {name: number}))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_signpost_to_self_checks_leads_there_in_the_language_of_the_page(language: str) -> None:
    with override(language):
        html = render("signpost", {"to": "check/", "text": "Как вы?"})

    assert f'href="/{language}/check/"' in html


@pytest.mark.django_db
def test_nothing_hostile_gets_out_of_a_block() -> None:
    values = {
        "heading": HOSTILE,
        "steps": {"title": HOSTILE, "items": [{"title": HOSTILE, "text": HOSTILE}] * 2},
        "reflection": {"title": HOSTILE, "text": "", "prompts": [{"text": HOSTILE, "lines": 1}]},
        "practice": BREATHING | {"title": HOSTILE, "items": [HOSTILE]},
        "question_answer": {"question": HOSTILE, "answer": ""},
        "media": {"title": HOSTILE, "file": create_attachment(title=HOSTILE).pk, "transcript": ""},
        "table": {"caption": HOSTILE, "columns": [HOSTILE] * 2, "rows": [{"cells": [HOSTILE] * 2}]},
        "file": {"title": HOSTILE, "note": HOSTILE, "file": create_attachment(title=HOSTILE).pk},
        "quote": {"text": HOSTILE, "who": HOSTILE},
        "signpost": {"to": "help/", "text": HOSTILE},
        "sources": {"items": [{"text": HOSTILE, "address": ""}]},
    }
    assert set(values) == set(CHILDREN) - {"paragraph"}
    for kind, value in values.items():
        html = render(kind, value)
        assert "alert(1)" in html, kind
        assert not re.search("<script|<img", html), kind


def recording(**changes: Any) -> Any:
    block = CHILDREN["media"]
    value = {"title": "Тишина", "file": None, "captions": None, "transcript": "<p>Слова.</p>"} | changes
    ids = {key: each.pk if isinstance(each, Attachment) else each for key, each in value.items()}
    return block, block.to_python(ids)


@pytest.mark.django_db
def test_a_sound_says_its_kind_and_size_and_loads_only_when_asked() -> None:
    block, value = recording(file=create_attachment(name="voice.mp3"))

    html = block.render(block.clean(value))

    assert '<audio controls preload="none" src="/media/files/' in html
    assert "Звук, MP3, " in html
    assert "байт" in html
    assert "<p>Слова.</p>" in html


@pytest.mark.django_db
def test_a_video_needs_captions_and_any_recording_its_words() -> None:
    video = create_attachment(name="film.mp4")
    captions = create_attachment(name="film.vtt")

    for changes, field in (
        ({"file": video}, "captions"),
        ({"file": video, "captions": create_attachment(name="a.mp3")}, "captions"),
        ({"file": captions}, "file"),
        ({"file": create_attachment(name="a.mp3"), "transcript": ""}, "transcript"),
    ):
        block, value = recording(**changes)
        with pytest.raises(ValidationError) as refused:
            block.clean(value)
        assert set(refused.value.block_errors) == {field}

    block, value = recording(file=video, captions=captions)
    assert f'<track kind="captions" src="{captions.url}" default>' in block.render(block.clean(value))


@pytest.mark.django_db
def test_a_recording_that_was_deleted_leaves_its_words() -> None:
    file = create_attachment(name="voice.mp3")
    gone = file.pk
    file.delete()

    html = render("media", {"title": "Тишина", "file": gone, "transcript": "<p>Слова.</p>"})

    assert "<audio" not in html
    assert "<p>Слова.</p>" in html


def test_shipped_exercises_become_their_blocks() -> None:
    both = {"ru": "а", "en": "b"}
    raws: list[dict[str, Any]] = [
        {"kind": "check", "items": [{"q": both, "a": both}, {"q": both, "a": both}]},
        {"kind": "reflection", "title": both, "html": both, "prompts": [{"text": both, "lines": 2}]},
        {
            "kind": "practice",
            "form": "breathing",
            "pattern": {"inhale": 4, "hold": 0, "exhale": 6, "rounds": 6},
            "title": both,
            "html": both,
        },
        {"kind": "signpost", "to": "check", "text": both},
    ]

    made = stream(raws, "en", Links({}))

    assert made[0]["value"] == "Check yourself"
    assert [block["type"] for block in made] == [
        "heading",
        "question_answer",
        "question_answer",
        "reflection",
        "practice",
        "signpost",
    ]
    assert made[3]["value"]["prompts"][0]["value"] == {"text": "b", "lines": 2}
    assert made[4]["value"]["exhale"] == 6
    assert made[5]["value"] == {"to": "check/", "text": "b"}
