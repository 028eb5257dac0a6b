"""A part of a page for another place: links, files, ids and headings, and nothing else of it."""

import pytest

from courses.content.handbook import links
from courses.content.handbook.links import Link
from courses.content.handbook.rewriting import Place, Target, rewritten

SITE = "https://pause.example.org/"
PAGES = frozenset({"/ru/courses/a/", "/ru/courses/a/one/"})


def place(**different: object) -> Place:
    def leads(href: str) -> Target:
        return Target("02.html") if href == "/two/" else Target(address=href)

    fields = {
        "leads": leads,
        "file": {"/media/a.jpg": "a.jpg"}.get,
        "written": lambda address: f" [{address}]",
    }
    return Place(**fields | different)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        ('<a href="/two/" class="x">b</a>', '<a href="02.html" class="x">b</a>'),
        ('<a href="https://a.example/?b=1&amp;c=2">d</a>', "<span>d</span> [https://a.example/?b=1&c=2]"),
        ('<a href="https://a.example/b">a.example/b</a>', "<span>a.example/b</span>"),
        ("<a>b</a> c", "<span>b</span> c"),
        ('<p id="a" aria-labelledby="b c">x</p>', '<p id="p-a" aria-labelledby="p-b p-c">x</p>'),
        ('<a href="#a">x</a>', '<a href="#p-a">x</a>'),
        ("<h2>a</h2><h6>b</h6>", "<h3>a</h3><h6>b</h6>"),
        ('<img src="/media/a.jpg" alt="" loading="lazy">', '<img src="a.jpg" alt="">'),
        ('x<img src="/media/gone.jpg" alt="b">y', "xy"),
        ('<video src="/media/gone.webm"><track src="/media/b.vtt"></video>y', "y"),
        ("<audio controls><b>x<br></b></audio>y", "y"),
        ('<p onclick="x()">a<!-- b --></p>', "<p>a</p>"),
    ],
)
def test_what_becomes_of_a_part(before: str, after: str) -> None:
    there = place(prefix="p-", deeper=1, left_out=frozenset({"audio"}))

    assert rewritten(before, there) == after


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/ru/courses/a/one/", Link(page="/ru/courses/a/one/")),
        ("https://pause.example.org/ru/courses/a/", Link(page="/ru/courses/a/")),
        ("/media/files/ab.pdf", Link(file="/media/files/ab.pdf")),
        ("/ru/help/", Link(address="https://pause.example.org/ru/help/")),
        ("https://doi.org/10.1", Link(address="https://doi.org/10.1")),
        ("mailto:a@example.org", Link(address="mailto:a@example.org")),
        ("nothing", Link()),
        ("", Link()),
    ],
)
def test_where_a_link_leads(href: str, link: Link) -> None:
    assert links.read(href, site=SITE, pages=PAGES) == link
