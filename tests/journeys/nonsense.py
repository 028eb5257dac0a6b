"""Requests that make no sense, to be generated: in every place what does not belong there."""

from hypothesis import strategies as st

from tests.conventions.url_map import entries

FORM = "application/x-www-form-urlencoded"

PAGES = sorted({entry.address() for entry in entries() if entry.is_public} - {""})
PAGES += ["/ru/", "/en/", "/ru/help/", "/ru/check/month/", "/en/check/week/", "/en/return/", "/nothing"]
FORMS = ["/ru/check/month/", "/ru/check/week/", "/en/check/week/", "/ru/return/", "/en/return/"]

# Bytes as the WSGI interface hands them over.
octets = st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))
odd = st.sampled_from(
    ["\0", "\x80", "\xed\xa0\x80", "\xff\xfe", "%", "%zz", "..", "//", "\r\n", "\xd0", "'\"<>"]
)
junk = st.one_of(octets, odd, st.builds(lambda a, b: a + b, odd, octets))
addresses = st.one_of(
    st.sampled_from(PAGES),
    st.builds(
        lambda page, tail: page + tail,
        st.sampled_from([*PAGES, "/media/images/", "/ru/check/", "/en/"]),
        junk,
    ),
    st.builds(
        lambda page, tail: f"{page}{tail}/", st.sampled_from(["/ru/", "/ru/check/", "/en/help/"]), junk
    ),
    junk.map(lambda text: "/" + text),
)
methods = st.sampled_from(
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "\xd0"]
)
lengths = st.sampled_from([None, "", "0", "-1", "7", "65536", "65537", "9" * 30, "\xb2", "1e3", "0x10", " 5"])
types = st.one_of(
    st.sampled_from(
        [
            FORM,
            "",
            f"{FORM}; charset=utf-8",
            f"{FORM}; charset=utf-16",
            f"{FORM}; charset=nonsense",
            f"{FORM}; charset=\0",
            f"{FORM}; charset=idna",
            f"{FORM}; a*=nonsense''%41",
            f"{FORM.upper()}; CHARSET=UTF-8",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=x",
            "application/json",
            "text/plain",
            ";",
        ]
    ),
    junk,
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_HOST": st.one_of(st.sampled_from(["localhost", "localhost:99999", "", "[::1", "a b"]), junk),
        "HTTP_COOKIE": st.one_of(
            st.sampled_from(["staff=x; csrftoken=y", "=;=", "staff=" + "z" * 5000]), junk
        ),
        "HTTP_ACCEPT_LANGUAGE": junk,
        "HTTP_ACCEPT_ENCODING": st.sampled_from(["gzip", "gzip;q=0", "*", "\0"]),
        "HTTP_IF_MODIFIED_SINCE": st.one_of(st.just("Mon, 99 Foo 2035 00:00:00 GMT"), junk),
        "HTTP_RANGE": st.sampled_from(["bytes=0-", "bytes=-9999999999", "\0"]),
        "HTTP_X_FORWARDED_PROTO": junk,
        "HTTP_X_FORWARDED_HOST": junk,
        "HTTP_TRANSFER_ENCODING": st.sampled_from(["chunked", "gzip, chunked", "nonsense"]),
        "HTTP_EXPECT": st.just("100-continue"),
    },
)

choices = st.one_of(
    st.sampled_from(
        ["", "0", "4", "-", "5", "00", "-1", "٣", "²", "½", "\0", " 1", "1\n", "\ud800", "1e1", "on"]
    ),
    st.text(max_size=8),
)
typed_codes = st.one_of(
    choices, st.text(max_size=300), st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ-", max_size=30)
)
spoilt = st.sampled_from(["5", "z", "٣", "\0", "0" * 21, "0" * 23, "-" * 4, "-" * 6, " " * 22, "", "0000ё"])


@st.composite
def filled_in(draw: st.DrawFn, versions: list[str]) -> list[tuple[str, str]]:
    """A self-check of one of these versions or of none, wrong somewhere, fields in any order and number.

    With the buttons that keep or print something, the line of answers is always one that no check has.
    """
    fields = [("v", draw(st.one_of(st.sampled_from(versions), choices)))]
    for number in draw(st.lists(st.integers(-1, 24), max_size=8)):
        fields.append((f"q{number}", draw(choices)))
    do = draw(st.sampled_from(["", "result", "nonsense", "add", "keep", "pdf"]))
    if do in {"add", "keep", "pdf"} or draw(st.booleans()):
        fields.append(("a", draw(spoilt)))
    fields += [("do", do), ("code", draw(choices)), (draw(choices), draw(choices))]
    return draw(st.permutations(fields))


parts = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"v=", b"&", b"=", b"q1=0", b"a=", b"%", b"%0", b"%zz", b"%00", b"%ed%a0%80", b"%ff", b"+", b";"]
    ),
    st.sampled_from(
        [
            b"\0",
            b'{"q1": 0}',
            b'--x\r\nContent-Disposition: form-data; name="q1"; filename="a"\r\n\r\n0\r\n--x--\r\n',
        ]
    ),
)
bodies = st.lists(parts, max_size=12).map(b"".join)

# What no field of retreats has room for, and what is no word at all.
MOST = 901
overlong = st.sampled_from(["я" * MOST, "x" * 5000, "\0" * 30 + "ы" * MOST, "🌻" * MOST, "9" * MOST])
odd_words = st.one_of(
    choices, st.sampled_from(["9" * 40, "-1e400", "[]", "{}", "' or 1=1", "\u202e"]), overlong
)


@st.composite
def applied_for(draw: st.DrawFn, wishes: list[str]) -> list[tuple[str, str]]:
    """An application for a place, wrong at least in its name; fields many times, too many or none of them."""
    names = ["region", "own_need", "recommendation", "earlier", "features", "helps", "alone", "has_been"]
    names += ["kind1", "mark1", "kept1", "kind12", "mark13", "wish1", "wish6", "wish7", "access", "whom"]
    names += ["contact", "words", "take_back_safety", "once", "nonsense"]
    values = st.one_of(odd_words, st.sampled_from([*wishes, "RU-MOW", "apart", "share_room", "step_free"]))
    fields = draw(st.lists(st.tuples(st.sampled_from(names), values), max_size=12))
    return [*draw(st.permutations(fields)), ("name", draw(st.one_of(st.just(""), st.just("\0 "), overlong)))]


@st.composite
def told(draw: st.DrawFn, field: str, others: list[str]) -> list[tuple[str, str]]:
    """What people write once they have a place or none: nothing at all, or too much in this field."""
    blank = st.sampled_from(["", "\0", " \r\n ", "\u200b"])
    if draw(st.booleans()):
        return [(name, draw(blank)) for name in draw(st.permutations([field, *others]))]
    values = draw(st.lists(st.tuples(st.sampled_from([*others, "nonsense"]), odd_words), max_size=6))
    return [*values, (field, draw(odd_words)), (field, draw(overlong))]
