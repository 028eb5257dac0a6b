"""With the database, Redis and the logs in hand there is no passphrase, no word, no key and no content.

Everything is done once through the pages, rightly and wrongly, with values that can be recognised; then each
byte that was kept is searched.
"""

import io
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.factories.accounts import (
    create_colleague,
    create_coordinator,
    create_unlocked,
    redis_client,
    sign_in,
)
from wellbeing.accounts import sealed
from wellbeing.accounts.models import KeyPair, Team, User, WrappedKey
from wellbeing.privacy import recovery_words, team_boxes

pytestmark = [pytest.mark.django_db, pytest.mark.service]

PASSPHRASES = {
    "passphrase": "канарейка поёт над синим мостом",
    "lida's": "чижик спит в зелёной лодке утром",
    "changed": "снегирь ждёт у старого колодца",
    "wrong": "щегол улетел вчера за перевал",
    "weak": "дрозд",
}
CONTENT = "Тайная Имярек, связь: лесная почта 7"


def everything() -> list[tuple[str, str]]:
    """Each table's rows and each key and value of Redis as text, bytes in hexadecimal digits besides."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  names from the catalogue
            found.append((table, "\n".join(row for (row,) in cursor.fetchall())))
    redis = redis_client()
    for key in redis.scan_iter():
        value = redis.get(key)
        found.append(("Redis", key.decode() + value.decode("latin-1") + value.hex()))
    return found


def spellings(canary: str | bytes) -> set[str]:
    """How it would stand there: as it is, as bytes, as text that was escaped."""
    raw = canary.encode() if isinstance(canary, str) else canary
    said = {raw.hex(), raw.decode("latin-1")}
    return said | ({canary, canary.encode("unicode_escape").decode()} if isinstance(canary, str) else set())


def hits(canaries: dict[str, str | bytes], more: str = "") -> list[tuple[str, str]]:
    places = [*everything(), ("log", more)]
    return [
        (name, where)
        for where, text in places
        for name, canary in canaries.items()
        if any(spelling in text for spelling in spellings(canary))
    ]


def post(client: Client, address: str, **fields: str) -> Any:
    return client.post(f"/staff/{address}", fields)


def make_and_unlock(client: Client, user: User, phrase: str) -> None:
    sign_in(client, user)
    post(client, "keys/make/", new=PASSPHRASES["weak"], again=PASSPHRASES["weak"])
    post(client, "keys/make/", new=phrase, again=PASSPHRASES["wrong"])
    post(client, "keys/make/", new=phrase, again=phrase)
    assert post(client, "keys/unlock/", passphrase=PASSPHRASES["wrong"]).status_code == 200
    assert post(client, "keys/unlock/", passphrase=phrase).status_code == 302


def use_the_words(admin: Client, words: list[str], team: Team) -> None:
    right = " ".join(words)
    assert post(admin, "recovery/test/", words=" ".join(words[::-1])).status_code == 200
    assert post(admin, "recovery/test/", words=right).status_code == 302
    assert post(admin, "recovery/use/", words=right, team=str(team.pk), member="lida").status_code == 302


def test_nothing_that_opens_anything_is_kept(client: Client, lines: io.StringIO) -> None:
    vera, lida = (create_coordinator(username=name) for name in ("vera", "lida"))
    admin, other = Client(), Client()
    sign_in(admin, create_colleague(username="admin", role="administrator"))
    words = post(admin, "recovery/make/").context["words"]
    make_and_unlock(client, vera, PASSPHRASES["passphrase"])
    make_and_unlock(other, lida, PASSPHRASES["lida's"])
    post(client, "teams/begin/")
    team = Team.objects.get()
    record = sealed.seal(team=team, content=CONTENT.encode(), room=200)
    fingerprint = KeyPair.objects.get(user=lida).fingerprint()
    post(client, f"teams/{team.pk}/admit/", who="lida", fingerprint=fingerprint)
    old, new = PASSPHRASES["passphrase"], PASSPHRASES["changed"]
    assert post(client, "keys/passphrase/", old=old, new=new, again=new).status_code == 302
    use_the_words(admin, words, team)

    keys = {
        user: create_unlocked(user=user, passphrase=phrase)
        for user, phrase in ((vera, PASSPHRASES["changed"]), (lida, PASSPHRASES["lida's"]))
    }
    assert [sealed.open_record(record=record, key=key) for key in keys.values()] == [CONTENT.encode()] * 2
    wrap = bytes(WrappedKey.objects.get(record=record, member=vera).wrap)
    canaries: dict[str, str | bytes] = {
        **PASSPHRASES,
        "words": " ".join(words[:3]),
        "words in the list": "', '".join(words[:3]),
        "recovery key": recovery_words.read(" ".join(words)),
        "content": CONTENT,
        "vera's key": keys[vera].private,
        "lida's key": keys[lida].private,
        "content key": team_boxes.unwrap(wrap, private=keys[vera].private),
        "cookie": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    assert hits(canaries, lines.getvalue()) == []


def test_the_search_finds_what_is_there() -> None:
    vera = create_coordinator(username="vera", name="Вера Ветрова")
    redis_client().set("canary", "Вера Ветрова".encode())
    box = bytes(range(60, 100))
    Team.objects.create(code="canary:1")
    User.objects.filter(pk=vera.pk).update(password=PASSPHRASES["weak"])
    KeyPair.objects.create(
        user=vera, public=box[:32], private_box=bytes(team_boxes.PRIVATE_BOX_SIZE), made_month="2026-11-01"
    )

    found = hits(
        {"name": "Вера Ветрова", "phrase": PASSPHRASES["weak"], "bytes": box[:32]}, "дрозд в журнале"
    )

    assert sorted(found) == [
        ("bytes", "accounts_keypair"),
        ("name", "Redis"),
        ("name", "accounts_user"),
        ("phrase", "accounts_user"),
        ("phrase", "log"),
    ]
