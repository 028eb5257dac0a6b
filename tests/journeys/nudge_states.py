"""The pages of nudges, as `states` has those of self-checks."""

import base64
import html
from uuid import UUID

from django.test import override_settings

from tests.journeys.asking import CODE, send
from tests.running import Site
from wellbeing.checkins import links
from wellbeing.privacy import codes

# A calendar needs no address, so that none of these pages waits for a message.
FILLED = {
    "channel": "ics",
    "cover": "own",
    "subject": "Полить цветы",
    "text": "Пора полить цветы на окне. https://example.org/" + "x" * 100,
    "language": "ru",
    "every": "2w",
    "days": "2",
    "start": "10",
    "end": "20",
    "zone": "Asia/Tbilisi",
    "link": "yes",
}
WRONG = {"channel": "ics", "cover": "own", "subject": "", "start": "1", "end": "3", "zone": "x"}


# One for each site and language, that every caller may look at: signing up is limited.
_known: dict[tuple[str, str], str] = {}


def subscription(site: Site, language: str) -> str:
    """The code of a subscription that nobody changes."""
    key = (site.url, language)
    if key not in _known:
        asked = send(site, f"/{language}/nudges/", FILLED | {"do": "ask"})
        found = CODE.search(asked.text)
        assert found, asked.text
        _known[key] = html.unescape(found[1])
    return _known[key]


def link(site: Site, language: str) -> str:
    """The path of the link in a message about nothing that is there."""
    keys = tuple(base64.urlsafe_b64decode(key + "==") for key in site.env["SEAL_KEYS"].split(","))
    with override_settings(SEAL_KEYS=keys, SITE_URL=""):
        return links.address_of(links.Link(UUID(int=7), language))


def forms(site: Site, language: str) -> dict[str, tuple[str, dict[str, str], int]]:
    """By name, the address, the form and the status of each page that answers one."""
    ask, manage = f"/{language}/nudges/", f"/{language}/nudges/manage/"
    code = subscription(site, language)
    return {
        "nudge-errors": (ask, WRONG, 400),
        "nudge-preview": (ask, FILLED | {"subject": "Выгорание"}, 200),
        "nudge-asked": (ask, FILLED | {"do": "ask"}, 200),
        "nudge-managed": (manage, {"code": code}, 200),
        "nudge-change": (manage, {"code": code, "do": "edit"}, 200),
        "nudge-change-preview": (manage, FILLED | {"code": code, "do": "preview"}, 200),
        "nudge-bad-day": (manage, {"code": code, "do": "snooze", "until": "2020-01-01"}, 200),
        "nudge-not-found": (manage, {"code": codes.show(codes.draw())}, 200),
        "nudge-stopped": (manage, {"code": codes.show(codes.draw()), "do": "stop"}, 200),
        "nudge-link-pressed": (link(site, language), {"do": "week"}, 200),
    }


ANSWERED = (
    *("nudge-errors", "nudge-preview", "nudge-asked", "nudge-managed", "nudge-change"),
    *("nudge-change-preview", "nudge-bad-day", "nudge-not-found", "nudge-stopped", "nudge-link-pressed"),
)
