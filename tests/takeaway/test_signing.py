"""Signatures of copies: one form, which the tools of any machine check too."""

import base64
import subprocess
from datetime import date
from pathlib import Path

import pytest

from wellbeing.takeaway import checking, signing
from wellbeing.takeaway.checking import Checked, Verdict, check
from wellbeing.takeaway.signing import DoesNotFit, NotSigned, Signer

OURS, ANOTHER = Signer.of(bytes(32)), Signer.of(b"x" * 32)
BODY = b'<!doctype html>\n<html lang="ru" data-made="2026-11-22">\n<p>112</p></html>\n'


def test_the_same_body_gives_the_same_bytes_and_says_who_signed_it() -> None:
    assert OURS.sealed(BODY) == OURS.sealed(BODY)
    assert signing.body_of(OURS.sealed(BODY)) == (BODY, OURS.public)
    assert signing.body_of(ANOTHER.sealed(BODY)) == (BODY, ANOTHER.public)


def test_not_one_byte_can_be_changed() -> None:
    whole = OURS.sealed(BODY)
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises((NotSigned, DoesNotFit)):
            signing.body_of(changed)


@pytest.mark.parametrize("more", [b"\n", b"<script>x</script>", b"<!-- signature x -->\n", BODY])
def test_nothing_can_be_put_behind_the_signature(more: bytes) -> None:
    with pytest.raises((NotSigned, DoesNotFit)):
        signing.body_of(OURS.sealed(BODY) + more)


def test_what_is_signed_twice_is_whole_only_for_the_one_who_signed_last() -> None:
    assert signing.body_of(ANOTHER.sealed(OURS.sealed(BODY)))[1] == ANOTHER.public


def test_a_signature_in_another_form_is_none() -> None:
    signature = OURS.sign(BODY)
    for other in (b"", signature[:-1], signature + b"x", signature[:6] + b"\0\0\0\2" + signature[10:]):
        with pytest.raises(NotSigned):
            signing.verify(other, BODY)


def test_keys_are_read_from_a_line_or_from_the_list_of_the_site() -> None:
    lines = signing.allowed(OURS.public) + signing.allowed(ANOTHER.public)

    assert signing.read(lines) == [OURS.public, ANOTHER.public]
    assert signing.read(signing.written(OURS.public)) == [OURS.public]
    assert signing.read("ssh-ed25519 " + base64.b64encode(b"x" * 51).decode()) == []
    assert signing.read("ssh-rsa AAAAB3NzaC1yc2E nothing") == []


def test_the_tools_of_a_computer_say_the_same(tmp_path: Path) -> None:
    """OpenSSH knows nothing of this code: it takes signature and list of keys as they are published."""
    content = OURS.sealed(BODY)
    for name, text in {
        "keys.txt": signing.allowed(OURS.public),
        "notes.html.sig": signing.armored(OURS.sign(content)),
        "foreign.sig": signing.armored(ANOTHER.sign(content)),
        "key.pub": signing.written(OURS.public),
    }.items():
        (tmp_path / name).write_text(text)

    def says(signature: str, message: bytes) -> int:
        words = ["-Y", "verify", "-f", "keys.txt", "-I", signing.SIGNER, "-n", "take-away", "-s", signature]
        done = subprocess.run(
            ["ssh-keygen", *words], cwd=tmp_path, input=message, capture_output=True, check=False
        )
        return done.returncode

    assert says("notes.html.sig", content) == 0
    assert says("notes.html.sig", content + b" ") != 0
    assert says("foreign.sig", content) != 0
    listed = subprocess.run(
        ["ssh-keygen", "-l", "-f", "key.pub"], cwd=tmp_path, capture_output=True, check=True
    )
    assert signing.fingerprint(OURS.public) in listed.stdout.decode()


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", Verdict.EMPTY),
        (b"x" * (checking.LARGEST + 1), Verdict.TOO_LARGE),
        (BODY, Verdict.UNSIGNED),
        (b"\xff\xfe\0", Verdict.UNSIGNED),
        (OURS.sealed(BODY).replace(b"112", b"113"), Verdict.CHANGED),
    ],
)
def test_what_is_no_copy_of_ours_is_told_apart(content: bytes, verdict: Verdict) -> None:
    assert check(content, [OURS.public]) == Checked(verdict)


def test_a_copy_of_ours_says_its_day_and_one_of_others_only_their_key() -> None:
    keys = [ANOTHER.public, OURS.public]

    assert check(OURS.sealed(BODY), keys) == Checked(
        Verdict.OURS, date(2026, 11, 22), "ru", signing.fingerprint(OURS.public)
    )
    assert check(ANOTHER.sealed(BODY), [OURS.public]) == Checked(
        Verdict.FOREIGN, key=signing.fingerprint(ANOTHER.public)
    )


def test_something_else_that_our_key_signed_is_no_copy() -> None:
    assert check(OURS.sealed(b"<p>x</p>"), [OURS.public]).verdict is Verdict.FOREIGN
