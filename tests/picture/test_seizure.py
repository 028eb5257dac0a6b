"""What a seizure gives of the picture: everything at rest from before, between and after contributions and
from after the count, together with one council member's passphrase, tells how many there were and no more."""

import io
import json
import os
import random
from base64 import b64encode
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.factories.accounts import create_colleague, create_key_pair, create_unlocked
from tests.factories.assessments import create_published
from tests.factories.ballots import cast, create_form
from tests.factories.picture import AFTER, QUARTER, close, create_shared_box
from tests.journeys.searching import places
from tests.picture.working import APPS, PATIENCE, is_at, until, work
from tests.running import Site
from wellbeing.accounts.models import KeyPair, User
from wellbeing.ballots import contents
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import progress
from wellbeing.picture.actions import opening
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Stage
from wellbeing.picture.rules import shares
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen

pytestmark = [pytest.mark.service, pytest.mark.django_db(transaction=True, available_apps=APPS)]

PHRASES = {
    "mira": "канарейка поёт над синим мостом",
    "maya": "чижик спит в зелёной лодке утром",
    "lena": "снегирь ждёт у старого колодца",
}
ITEMS = 12
REGIONS = ("RU-SA", "RU-TY", "RU-YEV", "")
PEOPLE = 24


@dataclass
class Season:
    """A council with its keys, a box, and what people add to it."""

    folder: Path
    lines: io.StringIO
    council: Sequence[User]
    box: Box
    said: list[Contribution]

    def copy(self) -> dict[str, bytes]:
        """Everything at rest: a dump, the server's files with its log of writes, Redis, our own log."""
        site = Site("", {"DATABASE_URL": database(), "REDIS_URL": redis()}, self.folder)
        site.log.write_text(self.lines.getvalue())
        return dict(places(site))

    def rows(self) -> tuple[list[bytes], dict[str, bytes], dict[str, tuple[bytes, bytes]]]:
        """What a dump holds: ballots; shares, and key pairs (public half and locked private one), by name."""
        ballots = [bytes(each) for each in Ballot.objects.values_list("sealed", flat=True)]
        held = Share.objects.values_list("key_pair__user__username", "sealed")
        pairs = KeyPair.objects.values_list("user__username", "public", "private_box")
        return (
            ballots,
            {name: bytes(sealed) for name, sealed in held},
            {name: (bytes(public), bytes(private)) for name, public, private in pairs},
        )


def database() -> str:
    name = str(connection.settings_dict["NAME"])
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def redis() -> str:
    location: str = settings.CACHES["default"]["LOCATION"]
    return location


@pytest.fixture
def season(tmp_path: Path, lines: io.StringIO) -> Season:
    for name in ("tmp", "state"):
        (tmp_path / name).mkdir()
    council = [create_colleague(username=name, role="council") for name in PHRASES]
    for each in council:
        create_key_pair(user=each, passphrase=PHRASES[each.username])
    create_published(count=ITEMS)
    return Season(tmp_path, lines, council, create_shared_box(), [])


def contribute(season: Season, count: int) -> list[str]:
    """People add their results, each by a form of their own; the forms are returned."""
    forms = []
    for number in range(count):
        chance = random.Random(f"{len(season.said)}")
        answers = tuple([chance.choice("0123") for _ in range(ITEMS)])
        said = Contribution("check-1", 1, "ru", answers, REGIONS[number % len(REGIONS)])
        season.said.append(said)
        forms.append(create_form())
        cast(contribution=said, form=forms[-1])
    return forms


def private_of(pair: tuple[bytes, bytes], phrase: str) -> bytes:
    return team_boxes.unlock(pair[1], public=pair[0], passphrase=phrase)


def opened(ballots: Sequence[bytes], key: bytes) -> list[Contribution]:
    found = []
    for sealed in ballots:
        with suppress(DoesNotOpen):
            found.append(contents.unseal(sealed, private=key))
    return found


def answers_of(said: Sequence[Contribution]) -> dict[str, bytes]:
    """Each contribution as it is written before it is sealed, and its answers alone."""
    whole = {f"contribution {n}": contents.to_bytes(each).strip(b"\0")[2:] for n, each in enumerate(said)}
    lists = {
        f"answers {n}": json.dumps(each.answers, separators=(",", ":")).encode()
        for n, each in enumerate(said)
    }
    lines = {f"line {n}": "".join(each.answers).encode() for n, each in enumerate(said)}  # type: ignore[arg-type]
    return {**whole, **lists, **lines}


def spelled(canaries: Mapping[str, bytes]) -> dict[str, bytes]:
    """As they are, in hexadecimal digits, and as a queue would carry them."""
    ways = {"": bytes, "hex": lambda each: each.hex().encode(), "base64": lambda each: b64encode(each)[:-4]}
    return {f"{name} {how}": way(value) for name, value in canaries.items() for how, way in ways.items()}


def found_in(copies: Sequence[Mapping[str, bytes]], canaries: Mapping[str, bytes]) -> list[str]:
    return [
        f"{name} in {where}"
        for copy in copies
        for where, content in copy.items()
        for name, canary in canaries.items()
        if canary in content
    ]


def regions_named(copy: Mapping[str, bytes]) -> list[int]:
    return [copy["database dump"].count(region.encode()) for region in REGIONS if region]


def test_all_copies_and_one_passphrase_tell_how_many_there_were_and_nothing_else(season: Season) -> None:
    before = season.copy()
    forms = contribute(season, PEOPLE // 2)
    between = season.copy()
    forms += contribute(season, PEOPLE - PEOPLE // 2)
    after = season.copy()
    copies = [before, between, after]
    ballots, held, pairs = season.rows()

    # How many there were.
    assert (len(ballots), len({len(each) for each in ballots})) == (PEOPLE, 1)
    assert [sum(each.hex().encode() in copy["database dump"] for each in ballots) for copy in copies] == [
        0,
        PEOPLE // 2,
        PEOPLE,
    ]
    # One passphrase opens one private half, and by it one share.
    mine = private_of(pairs["mira"], PHRASES["mira"])
    words = shares.unseal(held["mira"], private=mine)
    for name in ("maya", "lena"):
        with pytest.raises(DoesNotOpen):
            private_of(pairs[name], PHRASES["mira"])
        with pytest.raises(DoesNotOpen):
            shares.unseal(held[name], private=mine)
    for alone in ([words], [words, words]):
        with pytest.raises(shares.DoNotFit):
            shares.combine(alone)
    # Nothing that lies on the machine opens a ballot, its own keys of the environment included.
    tried = [mine, bytes(season.box.public), *pairs["maya"][:1], *settings.SEAL_KEYS, words.encode()[:32]]
    assert [opened(ballots, key) for key in tried] == [[]] * len(tried)
    # Nor is anything of it written anywhere.
    others = {name: private_of(pairs[name], PHRASES[name]) for name in ("maya", "lena")}
    parts = {name: shares.unseal(held[name], private=key) for name, key in others.items()}
    key = shares.combine([words, parts["maya"]])
    canaries = {
        "key of the quarter": key,
        "mira's private half": mine,
        **{f"{name}'s private half": each for name, each in others.items()},
        **{f"share of {name}": part.encode()[40:] for name, part in {**parts, "mira": words}.items()},
        **{f"passphrase of {name}": phrase.encode() for name, phrase in PHRASES.items()},
        **{f"form {n}": form.encode() for n, form in enumerate(forms)},
        **answers_of(season.said),
    }
    assert found_in(copies, spelled(canaries)) == []
    assert len({tuple(regions_named(copy)) for copy in copies}) == 1
    # The search finds what is there, and the key would have opened them all.
    assert found_in([after], {"a ballot": ballots[0].hex().encode()})
    assert sorted(map(repr_of, opened(ballots, key))) == sorted(map(repr_of, season.said))


def repr_of(said: Contribution) -> str:
    return f"{said.answers} {said.region}"


def test_after_the_count_old_copies_open_to_two_passphrases_and_to_nothing_else(season: Season) -> None:
    """So copies of the database are to be gone by the time a box is opened: docs/operations.md says so."""
    contribute(season, PEOPLE)
    ballots, held, pairs = season.rows()
    close(season.box)
    open_with_phrases(season, "mira", "maya")
    after = season.copy()

    assert (Ballot.objects.count(), Share.objects.count(), Release.objects.count()) == (0, 0, 1)
    gone = {
        **{f"ballot {n}": each.hex().encode() for n, each in enumerate(ballots)},
        **{f"share of {name}": each.hex().encode() for name, each in held.items()},
        "public half": bytes(season.box.public).hex().encode(),
    }
    assert found_in([{"dump": after["database dump"], "Redis": after["Redis"]}], gone) == []
    private = {name: private_of(pairs[name], phrase) for name, phrase in PHRASES.items()}
    parts = {name: shares.unseal(held[name], private=key) for name, key in private.items()}
    key = shares.combine([parts["mira"], parts["maya"]])
    secret = {
        "key of the quarter": key,
        **{f"private half of {name}": each for name, each in private.items()},
        **{f"share of {name}": part.encode()[40:] for name, part in parts.items()},
        **{f"passphrase of {name}": phrase.encode() for name, phrase in PHRASES.items()},
        **answers_of(season.said),
    }
    assert found_in([after], spelled(secret)) == []
    for alone in parts.values():
        with pytest.raises(shares.DoNotFit):
            shares.combine([alone])
    assert [opened(ballots, each) for each in private.values()] == [[]] * 3
    assert sorted(map(repr_of, opened(ballots, key))) == sorted(map(repr_of, season.said))


def open_with_phrases(season: Season, first: str, second: str) -> None:
    """As the page does it, with each one's own passphrase."""
    by = {each.username: each for each in season.council}
    unlocked = create_unlocked(user=by[first], passphrase=PHRASES[first])
    opening.begin(box=season.box.pk, by=unlocked)
    begun = progress.read(QUARTER)
    assert begun
    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(work, QUARTER, begun.run)
        until(is_at(Stage.READY, QUARTER))
        opening.hand_over(
            box=season.box.pk, by=unlocked, second=by[second], passphrase=PHRASES[second], today=AFTER
        )
        worker.result(PATIENCE)
