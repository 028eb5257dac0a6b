"""Public pages carry no script, no inline style and nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from tests.conventions.source import PACKAGES, ROOT

# Templates in these folders are for staff, who sign in and whose pages have a policy of their own.
STAFF_FOLDERS = {"accounts", "staff", "wagtailadmin", "wagtailcore", "wagtailusers", "wagtail_localize"}

FORBIDDEN = {
    "a script": re.compile(r"<script", re.IGNORECASE),
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"\s(?:src|srcset|href|action|formaction|poster|data|background)\s*=\s*[\"']?\s*(?:[a-z]+:)?//",
        re.IGNORECASE,
    ),
    "a foreign style sheet": re.compile(r"@import|url\(\s*[\"']?\s*(?:[a-z]+:)?//", re.IGNORECASE),
    "a frame or a plug-in": re.compile(r"<(?:iframe|frame|object|embed|applet|base)\b", re.IGNORECASE),
    "a link to fetch at once": re.compile(r"<link\b(?![^>]* href=\"data:)|<meta\s+http-equiv", re.IGNORECASE),
    "a picture that is a program": re.compile(r"<svg\b", re.IGNORECASE),
}
# Pages for a memory stick have their one style sheet beside them, not on the site.
MAY = {
    "content/handbook/offline.html": ["a link to fetch at once"],
    # What is carried away is never shown on the site: there its script counts, under a policy of its own.
    "takeaway/copy.html": ["a script", "a link to fetch at once"],
}
CSRF = "a CSRF token, which needs a cookie"


def public_templates() -> list[Path]:
    found = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("templates/**/*.*"))]
    return [file for file in found if not STAFF_FOLDERS & set(below_templates(file).parts)]


def below_templates(file: Path) -> Path:
    parts = file.parts
    return Path(*parts[parts.index("templates") + 1 :])


def findings(markup: str) -> list[str]:
    """What stands in the markup that must not; Django's own tags are no markup and come out first."""
    uncommented = re.sub(r"\{#.*?#\}", "", markup)
    plain = re.sub(r"\{%.*?%\}", "x", uncommented)
    said = [what for what, pattern in FORBIDDEN.items() if pattern.search(plain)]
    return [*said, CSRF] if "csrf_token" in uncommented else said


def test_there_are_public_templates() -> None:
    names = {str(below_templates(file)) for file in public_templates()}

    assert {"base.html", "error.html", "cms/home_page.html", "assessments/questions.html"} <= names
    assert not any(name.startswith("accounts/") for name in names)


@pytest.mark.parametrize("file", public_templates(), ids=lambda file: str(below_templates(file)))
def test_a_public_template_carries_nothing_that_runs_or_comes_from_elsewhere(file: Path) -> None:
    assert findings(file.read_text("utf-8")) == MAY.get(str(below_templates(file)), [])


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>{{ text }}</p>", []),
        ('<a href="/ru/help/">', []),
        ('<a href="{{ step.link }}">', []),
        ('{% with one=1 style="x" %}{% endwith %}', []),
        ("<SCRIPT src=x>", ["a script"]),
        ('<p style = "color:red">', ["an inline style"]),
        ('<p class="x"\nstyle="{{ x }}">', ["an inline style"]),
        ("<body onload=go()>", ["an event attribute"]),
        ('<a href="javascript:go()">', ["a script address"]),
        ('<img src="https://example.org/x.png">', ["something from elsewhere"]),
        ("<img src=//example.org/x.png>", ["something from elsewhere"]),
        ('<form action="http://example.org">', ["something from elsewhere"]),
        ("<style>@import 'x'</style>", ["a foreign style sheet"]),
        ("<style>a{background:url(//x)}</style>", ["a foreign style sheet"]),
        ('<link rel="stylesheet" href="/x.css">', ["a link to fetch at once"]),
        ('<link rel="icon" href="data:,">', []),
        ('<meta http-equiv="refresh" content="0">', ["a link to fetch at once"]),
        ("<iframe></iframe>", ["a frame or a plug-in"]),
        ("<svg></svg>", ["a picture that is a program"]),
        ("<form>{% csrf_token %}", [CSRF]),
    ],
)
def test_the_search_sees_what_must_not_be_there(markup: str, said: list[str]) -> None:
    assert findings(markup) == said
