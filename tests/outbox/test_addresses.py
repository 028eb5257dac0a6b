"""What is an address of each channel, in one spelling; nothing else passes, and it is said why."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.outbox.addresses import BadAddress, Fault, read

CHANNELS = ["email", "matrix", "xmpp", "ntfy", "telegram", "signal"]
GOOD = [
    ("email", "anna@example.org", "anna@example.org"),
    ("email", "  Anna.Ivanova+notes@Example.ORG\n", "Anna.Ivanova+notes@example.org"),
    ("email", "o'neill=x@a-b.example.org", "o'neill=x@a-b.example.org"),
    ("email", "анна@почта.рф", "анна@xn--80a1acny.xn--p1ai"),
    ("email", "anna@ПОЧТА.РФ", "anna@xn--80a1acny.xn--p1ai"),
    ("email", "йод@example.org", "йод@example.org"),
    ("matrix", "@anna:example.org", "@anna:example.org"),
    ("matrix", "@Anna_1=/+.-x:Example.org:8448", "@Anna_1=/+.-x:example.org:8448"),
    ("xmpp", "Анна@Example.org/телефон", "анна@example.org"),
    ("xmpp", "anna@ПОЧТА.рф", "anna@почта.рф"),
    ("xmpp", "anna@xn--80a1acny.xn--p1ai", "anna@почта.рф"),
    ("xmpp", "anna\\20b@example.org", "anna\\20b@example.org"),
    ("ntfy", "k3J-_x", "k3J-_x"),
    ("telegram", "123456789", "123456789"),
    ("signal", "+7 (999) 123-45-67", "+79991234567"),
    ("signal", "Anna_I.042", "anna_i.042"),
]
BAD = [
    *((channel, " \n\t", Fault.EMPTY) for channel in CHANNELS),
    *((channel, "a" * 10_000, Fault.TOO_LONG) for channel in CHANNELS),
    *((channel, "an\u202ena@example.org", Fault.HIDDEN) for channel in CHANNELS),
    ("email", "anna@example.org\r\nBcc: eve@example.org", Fault.HIDDEN),
    ("email", "an\x00na@example.org", Fault.HIDDEN),
    ("email", "an\u2028na@example.org", Fault.HIDDEN),
    ("email", "an\u200bna@example.org", Fault.HIDDEN),
    ("email", "an\u3164na@example.org", Fault.HIDDEN),
    ("email", "an\ud800na@example.org", Fault.HIDDEN),
    ("email", "anna", Fault.FORM),
    ("email", "@example.org", Fault.FORM),
    ("email", "Anna <anna@example.org>", Fault.FORM),
    ("email", "anna@example.org,eve@example.org", Fault.FORM),
    ("email", '"an na"@example.org', Fault.FORM),
    ("email", "an na@example.org", Fault.FORM),
    ("email", ".anna@example.org", Fault.FORM),
    ("email", "an..na@example.org", Fault.FORM),
    ("email", "ж" * 33 + "@example.org", Fault.FORM),
    ("email", "anna@localhost", Fault.SERVER),
    ("email", "anna@[127.0.0.1]", Fault.SERVER),
    ("email", "anna@127.0.0.1", Fault.SERVER),
    ("email", "anna@-example.org", Fault.SERVER),
    ("email", "anna@example-.org", Fault.SERVER),
    ("email", "anna@exa_mple.org", Fault.SERVER),
    ("email", "anna@example..org", Fault.SERVER),
    ("email", "anna@" + "a" * 64 + ".org", Fault.SERVER),
    ("email", "anna@straße.de", Fault.SERVER),  # by the older rule this is strasse.de
    ("email", "anna@пример\u3002рф", Fault.SERVER),
    ("email", "a@" + "б" * 60 + "." + "в" * 60 + "." + "г" * 60 + "." + "д" * 60 + ".рф", Fault.SERVER),
    ("matrix", "#room:example.org", Fault.ROOM),
    ("matrix", "!abc:example.org", Fault.ROOM),
    ("matrix", "anna:example.org", Fault.FORM),
    ("matrix", "@anna", Fault.FORM),
    ("matrix", "@an na:example.org", Fault.FORM),
    ("matrix", "@anna:localhost", Fault.SERVER),
    ("xmpp", "example.org", Fault.FORM),
    ("xmpp", "an'na@example.org", Fault.FORM),
    ("xmpp", "an na@example.org", Fault.FORM),
    ("xmpp", "straße@example.org", Fault.FORM),  # servers take this for strasse
    ("xmpp", "ﬁn@example.org", Fault.FORM),  # and this for fin
    ("xmpp", "anna@localhost", Fault.SERVER),
    ("xmpp", "anna@xn--a.org", Fault.SERVER),
    ("xmpp", "anna@straße.de", Fault.SERVER),
    ("ntfy", "https://ntfy.example.org/topic", Fault.FORM),
    ("ntfy", "a" * 65, Fault.FORM),
    ("ntfy", "тема", Fault.FORM),
    ("telegram", "-1001234567890", Fault.ROOM),
    ("telegram", "@anna", Fault.FORM),
    ("telegram", "0123456", Fault.FORM),
    ("telegram", "١٢٣٤٥٦", Fault.FORM),
    ("signal", "89991234567", Fault.FORM),
    ("signal", "+0123456789", Fault.FORM),
    ("signal", "+123", Fault.FORM),
    ("signal", "anna", Fault.FORM),
    ("signal", "group.abc", Fault.FORM),
]


@pytest.mark.parametrize(("channel", "typed", "address"), GOOD)
def test_an_address_has_one_spelling(channel: str, typed: str, address: str) -> None:
    assert read(channel, typed) == address
    assert read(channel, address) == address


@pytest.mark.parametrize(("channel", "typed", "kind"), BAD)
def test_what_is_none_is_refused_and_the_reason_tells_nothing_of_it(
    channel: str, typed: str, kind: Fault
) -> None:
    with pytest.raises(BadAddress) as refused:
        read(channel, typed)

    assert (refused.value.kind, str(refused.value)) == (kind, kind.value)
    assert refused.value.__cause__ is None


def test_letters_composed_in_two_ways_are_one_address() -> None:
    assert read("email", "и\u0306од@example.org") == read("email", "йод@example.org")


def test_a_typed_novel_is_refused_at_once() -> None:
    with pytest.raises(BadAddress) as refused:
        read("email", "ж" * 10_000_000)

    assert refused.value.kind is Fault.TOO_LONG


def test_a_channel_without_addresses_has_none() -> None:
    with pytest.raises(KeyError):
        read("ics", "anna@example.org")


@given(channel=st.sampled_from(CHANNELS), typed=st.text(max_size=80))
def test_whatever_is_typed_is_an_address_or_refused(channel: str, typed: str) -> None:
    try:
        address = read(channel, typed)
    except BadAddress:
        return
    assert 0 < len(address) <= 254
    assert address == read(channel, address)
    assert not re.search(r"[\s<>\x00-\x1f\x7f]", address)


@given(
    start=st.sampled_from(["anna", "анна"]),
    between=st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]),
    end=st.sampled_from(["b@example.org", "@example.org", ":example.org"]),
)
def test_no_character_that_is_not_seen_passes(start: str, between: str, end: str) -> None:
    for channel in CHANNELS:
        with pytest.raises(BadAddress):
            read(channel, start + between + end)
    assert unicodedata.category(between)[0] in "CZ"
