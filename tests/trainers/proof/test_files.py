"""`manage.py verify_certificate FILE`: what it says of badges and papers, and of files that are neither."""

import base64
import io
import json
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from tests.factories.trainers import create_candidacy, create_certificate
from trainers.actions import badges
from trainers.models import Certificate, IssuerKey
from trainers.proof import keys, papers
from trainers.proof.papers import Wish
from trainers.rules import months
from wellbeing.documents.pdf import to_pdf

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()
MONTH = months.of(NOW)
STATES = {
    "valid": {},
    "valid: its term has ended, and the days of grace run": {"expires_month": months.later(MONTH, -2)},
    "expired": {"expires_month": months.later(MONTH, -8)},
    "suspended": {"suspended_month": MONTH},
    "revoked": {"revoked_month": MONTH},
}


@pytest.fixture
def certificate() -> Certificate:
    return create_certificate(candidacy=create_candidacy(began=months.later(MONTH, -6)), today=NOW)


@pytest.fixture
def badge(certificate: Certificate) -> str:
    return badges.sign(certificate=certificate, language="ru", today=NOW)


def verify(folder: Path, content: bytes, name: str = "notes.jwt") -> str:
    file = folder / name
    file.write_bytes(content)
    said = io.StringIO()
    call_command("verify_certificate", str(file), stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(("said", "changes"), STATES.items())
def test_badge_and_paper_say_how_the_certificate_stands_today(
    said: str, changes: dict[str, object], certificate: Certificate, badge: str, tmp_path: Path
) -> None:
    pdf = papers.pdf(certificate, Wish("en", "card", "Sam Fox"))
    issued = months.later(MONTH, -20)
    Certificate.objects.update(issued_month=issued, **changes)
    now = Certificate.objects.get()

    answer = verify(tmp_path, badge.encode() + b"\n")

    assert answer == (
        f"{certificate.shown_number}: {said}\n"
        f"Tomsk Oblast, issued {issued:%B %Y}, term through {now.valid_through:%B %Y}\n"
    )
    assert verify(tmp_path, pdf, "notes.pdf") == answer


def test_a_badge_from_before_a_change_of_keys_still_verifies(badge: str, tmp_path: Path) -> None:
    with override_settings(SEAL_KEYS=[b"n" * 32]):
        assert ": valid\n" in verify(tmp_path, badge.encode())
        IssuerKey.objects.all().delete()
        with pytest.raises(CommandError, match="not signed by a key of this site"):
            verify(tmp_path, badge.encode())


def test_a_changed_badge_and_a_foreign_one_are_refused(badge: str, tmp_path: Path) -> None:
    head, body, signature = badge.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    said["credentialSubject"]["licenseNumber"] = "0000-0000-0000"
    changed = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    kid = jwt.get_unverified_header(badge)["kid"]
    foreign = jwt.encode(said, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers={"kid": kid})
    unsigned = jwt.encode(said, None, algorithm="none", headers={"kid": kid})

    for token in (f"{head}.{changed}.{signature}", foreign):
        with pytest.raises(CommandError, match=r"notes\.jwt: Its signature does not fit"):
            verify(tmp_path, token.encode())
    with pytest.raises(CommandError, match=r"neither a badge|does not fit"):
        verify(tmp_path, unsigned.encode())


def test_a_certificate_that_is_gone_is_not_known(
    badge: str, certificate: Certificate, tmp_path: Path
) -> None:
    certificate.candidacy.trainer.delete()

    with pytest.raises(CommandError, match=r"no certificate with the number .* is known here"):
        verify(tmp_path, badge.encode())


def test_what_is_signed_by_us_and_no_badge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no badge of a certificate"):
        verify(tmp_path, keys.current().sign({"iss": keys.did()}).encode())
    slip = keys.current().sign({"iss": keys.did(), "credentialSubject": {"licenseNumber": "7K3M"}})
    with pytest.raises(CommandError, match="has a slip"):
        verify(tmp_path, slip.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither a badge"),
        (b"\xff\xfe\x00", "neither a badge"),
        ("Сертификат".encode(), "neither a badge"),
        (b"a.b.c", "its beginning cannot be read"),
        (b"e30.e30.e30", r"its beginning cannot be read|not signed by a key"),
        (b"%PDF-1.7 nothing", "no number in its properties"),
        (b"%PDF-1.7\nstream\n\x78\x9c\xff\nendstream", "no number in its properties"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than any"),
    ],
    ids=["empty", "bytes", "words", "dots", "empty parts", "no pdf", "broken pdf", "large"],
)
def test_other_files_get_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=said):
        verify(tmp_path, content)


def test_another_pdf_of_ours_and_no_file_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no number in its properties"):
        verify(tmp_path, to_pdf("<html lang=ru><title>x</title><p>x</p>"), "notes.pdf")
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("verify_certificate", str(tmp_path / "none.jwt"))
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("verify_certificate", str(tmp_path))
