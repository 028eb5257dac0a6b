"""People whose device, codes and words are marked, so that a search finds whatever the site kept of them."""

import base64
import http.client
import json
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.running import Site
from wellbeing.privacy import codes

ADDRESS = "127.0.0.77"
FORWARDED = "203.0.113.77"
CODE = re.compile(r'<p class="code">([^<]+)</p>')


@dataclass
class Person:
    """Somebody whose device is recognisable by everything a server could note of it."""

    site: Site
    planted: dict[str, bytes] = field(default_factory=dict)
    address: str = ADDRESS
    forwarded: str = FORWARDED

    def __post_init__(self) -> None:
        self.headers = {
            "User-Agent": self.plant("agent", f"Canary/{secrets.token_hex(8)}"),
            "X-Forwarded-For": self.plant("forwarded address", self.forwarded),
            "X-Real-IP": self.forwarded,
            "Referer": "https://example.org/" + self.plant("referer", secrets.token_hex(8)),
            "Cookie": "staff=" + self.plant("cookie", secrets.token_hex(16)),
        }
        self.plant("address", self.address)

    def plant(self, name: str, value: str) -> str:
        self.planted[name] = value.encode()
        return value

    def plant_spelled(self, name: str, value: str) -> str:
        """The same in every spelling in which a queue, a log or a box that is none may hold it."""
        others = {how: spelled for how, spelled in spellings(value).items() if spelled != value.encode()}
        self.planted |= {f"{name}, {how}": spelled for how, spelled in others.items()}
        return self.plant(name, value)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, source_address=(self.address, 0))
        form = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
        connection.request(method, path, body.encode(), self.headers | form | headers)
        answer = connection.getresponse().read().decode(errors="replace")
        connection.close()
        return answer


def plant_code(person: Person, name: str, page: str) -> str:
    """The code that a page shows once, marked in every form from which its row would follow."""
    shown = CODE.search(page)
    assert shown
    code = codes.read(shown[1])
    plant_shown(person, name, shown[1])
    person.planted[f"{name}, key"] = codes.sealing_key(code)
    person.plant(f"{name}, key in hex", codes.sealing_key(code).hex())
    return shown[1]


def plant_shown(person: Person, name: str, shown: str) -> None:
    """A code as people write it down, as the site reads it, and as somebody may type it."""
    person.plant(name, shown)
    person.plant(f"{name}, plain", codes.read(shown))
    person.plant(f"{name}, small", codes.read(shown).lower())


def spellings(value: str) -> dict[str, bytes]:
    """How a text may lie somewhere beside itself: escaped, in hexadecimal, in UTF-16, in base64 wherever it
    begins in what was encoded."""
    plain = value.encode()
    found = {
        "in hex": plain.hex().encode(),
        "in UTF-16": value.encode("utf-16-le"),
        "for JSON": json.dumps(value)[1:-1].encode(),
        "for an address": quote(value, safe="").encode(),
    }
    return found | {f"in base64, {ahead} ahead": _base64(plain, ahead) for ahead in range(3)}


def _base64(plain: bytes, ahead: int) -> bytes:
    """Those letters that do not depend on what stands before and after it."""
    whole = len(plain) - (len(plain) + ahead) % 3
    letters = base64.b64encode(b"\0" * ahead + plain[:whole])
    return letters[(0, 2, 3)[ahead] if ahead else 0 :]
