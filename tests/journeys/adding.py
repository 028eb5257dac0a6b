"""Boxes for the running site, and what has come into them."""

import psycopg

from tests.running import Site

OPEN = """
from django.utils import timezone
from nacl.public import PrivateKey
from wellbeing.ballots import quarters, reading
from wellbeing.ballots.actions import boxes
today = timezone.localdate()
if not reading.open_boxes(today):
    public = bytes(PrivateKey.generate().public_key)
    boxes.open_box(quarter=quarters.first_day(today), public=public)
from cms import generation
generation.bump()
"""
AGED = """
from datetime import timedelta
from django.utils import timezone
from wellbeing.ballots import forms
print(forms.issue(timezone.now() - timedelta(seconds=40)), end="")
"""


def open_boxes(site: Site) -> None:
    """This quarter's, unless the site has them; their private half is forgotten at once."""
    site.manage("shell", "--no-imports", "--command", OPEN)


def read_form(site: Site) -> str:
    """The token of a result page that somebody has looked at for a while."""
    return site.manage("shell", "--no-imports", "--command", AGED).strip()


def ballots(site: Site) -> int:
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        found = connection.execute("SELECT count(*) FROM ballots_ballot").fetchone()
    return int(found[0]) if found else 0
