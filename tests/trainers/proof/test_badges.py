"""Badges, their keys and their status lists, read by an implementation that is not ours."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jwt
import pytest
from django.test import Client, override_settings
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, decode_encoded_list, set_indices

from tests.factories.trainers import create_certificate
from trainers import refusals
from trainers.actions import badges
from trainers.models import Certificate, IssuerKey
from trainers.proof import keys
from trainers.rules import months

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()
SITE = "https://pause.example.org"
DID = "did:web:pause.example.org"
OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    with override_settings(SITE_URL=SITE, SEAL_KEYS=[OLD]):
        yield


def download(address: str) -> bytes:
    """What lies at an address of the site, asked of the site itself."""
    assert address.startswith(SITE)
    answer = Client().get(address.removeprefix(SITE))
    assert answer.status_code == 200
    return bytes(answer.content)


def verify(badge: str) -> Any:
    """By the issuer's identifier alone, as any reader does: keys and lists come from the site."""
    verifier = OB3Verifier.for_issuer_did(DID, download=download)
    return verifier.verify(badge, check_status=True, download=download)


def sign(certificate: Certificate, language: str = "en") -> str:
    return badges.sign(certificate=certificate, language=language, today=NOW)


def mark(certificate: Certificate, **changes: object) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(**changes)


def test_another_implementation_verifies_it_and_reads_the_number() -> None:
    certificate = create_certificate(today=NOW)

    read = verify(sign(certificate))

    assert [each.identity_hash for each in read.identifiers] == [certificate.shown_number]
    assert (read.achievement.name, read.issuer.id) == ("Recovery group", DID)
    assert read.expiration_date.date() == months.last_day(certificate.expires_month)
    assert read.issuance_date.date() == certificate.issued_month
    assert read.raw["description"] == "Region: Tomsk Oblast"


@pytest.mark.parametrize("column", ["suspended_month", "revoked_month"])
def test_suspended_or_revoked_it_is_refused_and_after_a_lifting_accepted(column: str) -> None:
    certificate, other = create_certificate(today=NOW), create_certificate(today=NOW)
    badge = sign(certificate)
    mark(certificate, **{column: months.of(NOW)})

    with pytest.raises(OB3VerificationError, match="status 'suspension' is set"):
        verify(badge)
    verify(sign(other))

    mark(certificate, **{column: None})
    verify(badge)


def test_the_list_of_the_revoked_tells_them_from_the_suspended() -> None:
    suspended, revoked, other = (create_certificate(today=NOW) for _ in range(3))
    mark(suspended, suspended_month=months.of(NOW))
    mark(revoked, revoked_month=months.of(NOW))

    assert marked("suspension") == {suspended.status_index, revoked.status_index}
    assert marked("revocation") == {revoked.status_index}
    assert other.status_index not in marked("suspension")
    assert Client().get("/s/others.jwt").status_code == 404


def marked(purpose: str) -> frozenset[int]:
    content = jwt.decode(download(f"{SITE}/s/{purpose}.jwt"), options={"verify_signature": False})
    bits = decode_encoded_list(content["credentialSubject"]["encodedList"])
    assert len(bits) == 16 * 1024
    return set_indices(bits)


def test_what_was_signed_before_a_change_of_keys_still_verifies() -> None:
    certificate = create_certificate(today=NOW)
    before = sign(certificate)
    with override_settings(SEAL_KEYS=[NEW, OLD]):
        verify(before)
        after = sign(certificate)
    with override_settings(SEAL_KEYS=[NEW]):
        for badge in (before, after):
            verify(badge)

        assert before != after
        assert IssuerKey.objects.count() == 2
        document = json.loads(download(f"{SITE}/.well-known/did.json"))
        assert [each["publicKeyJwk"]["x"] for each in document["verificationMethod"]] == keys.published()
        key_set = json.loads(download(f"{SITE}/.well-known/jwks.json"))
        assert [each["x"] for each in key_set["keys"]] == keys.published()
        named = {jwt.get_unverified_header(badge)["kid"] for badge in (before, after)}
        assert named == {method["id"] for method in document["verificationMethod"]}


def test_a_key_that_is_not_ours_and_a_changed_word_are_refused() -> None:
    badge = sign(create_certificate(today=NOW))
    head, body, signature = badge.split(".")
    other = sign(create_certificate(today=NOW)).split(".")[1]
    with override_settings(SEAL_KEYS=[NEW]):
        IssuerKey.objects.all().delete()
        with pytest.raises(OB3VerificationError, match="no verificationMethod"):
            verify(badge)
    with pytest.raises(OB3VerificationError, match="Invalid signature"):
        verify(f"{head}.{other}.{signature}")
    assert body != other


def test_without_a_key_there_is_no_badge_and_no_list_but_old_badges_keep_theirs() -> None:
    certificate = create_certificate(today=NOW)
    sign(certificate)
    with override_settings(SEAL_KEYS=[]):
        with pytest.raises(refusals.NoBadges):
            sign(certificate)
        assert Client().get("/s/suspension.jwt").status_code == 404
        assert len(keys.did_document()["verificationMethod"]) == 1


def test_a_suspended_certificate_is_not_signed() -> None:
    certificate = create_certificate(today=NOW)
    certificate.suspended_month = months.of(NOW)
    with pytest.raises(refusals.NoPaper):
        sign(certificate)


def test_the_same_certificate_gives_the_same_badge_in_its_language() -> None:
    certificate = create_certificate(today=NOW)

    assert sign(certificate) == sign(certificate)
    russian = jwt.decode(sign(certificate, "ru"), options={"verify_signature": False})
    assert russian["name"] == "Группа восстановления"
    assert russian["id"] == jwt.decode(sign(certificate), options={"verify_signature": False})["id"]


def test_it_names_no_person() -> None:
    certificate = create_certificate(today=NOW)
    content = jwt.decode(sign(certificate), options={"verify_signature": False})

    assert str(certificate.candidacy.trainer) not in json.dumps(content, ensure_ascii=False)
    assert "sub" not in content
    assert "id" not in content["credentialSubject"]


# What Open Badges 3.0 asks of a credential (its B.1 and 8.2): members that must be there and their kinds.
NEEDED: dict[str, dict[str, type]] = {
    "": {
        "@context": list,
        "id": str,
        "type": list,
        "name": str,
        "issuer": dict,
        "validFrom": str,
        "credentialSubject": dict,
        "credentialStatus": dict,
        "iss": str,
        "jti": str,
        "nbf": int,
    },
    "issuer": {"id": str, "type": list},
    "credentialSubject": {"type": list, "achievement": dict, "identifier": list},
    "credentialSubject.achievement": {
        "id": str,
        "type": list,
        "criteria": dict,
        "description": str,
        "name": str,
    },
    "credentialSubject.identifier.0": {
        "type": str,
        "hashed": bool,
        "identityHash": str,
        "identityType": str,
    },
    "credentialStatus": {
        "id": str,
        "type": str,
        "statusPurpose": str,
        "statusListIndex": str,
        "statusListCredential": str,
    },
}


def test_it_has_what_the_standard_asks() -> None:
    content = jwt.decode(sign(create_certificate(today=NOW)), options={"verify_signature": False})

    for path, members in NEEDED.items():
        part = at(content, path)
        assert {name: type(part[name]) for name in members} == members, path
    assert content["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert content["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (content["iss"], content["jti"]) == (content["issuer"]["id"], content["id"])
    assert set(content["credentialSubject"]) <= terms("AchievementSubject")
    assert set(content["credentialSubject"]["achievement"]) <= terms("Achievement")
    assert set(content["issuer"]) <= terms("Profile")


def at(content: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        content = content[int(step)] if step.isdecimal() else content[step]
    return content


def terms(name: str) -> set[str]:
    """The members that the published JSON-LD contexts, which come with the other implementation, know."""
    badges_, credentials = (context(file) for file in ("ob-v3p0-context-3.0.3.json", "credentials-v2.json"))
    return {*badges_[name]["@context"], *badges_, *credentials}


def context(file: str) -> dict[str, Any]:
    source = files("openbadgeslib.ob3.contexts") / file
    defined: dict[str, Any] = json.loads(source.read_text("utf-8"))["@context"]
    return defined
