"""A PDF as readers of PDF see it: its pages in words, its outline, its targets and its tags (ISO 32000-1).

Knows what our files use: objects in streams, one content stream a page, letters by their fonts' own tables.
"""

import re
import zlib
from dataclasses import dataclass, field

REFERENCE = rb"(\d+) 0 R"


@dataclass
class Pdf:
    """`pages` are numbered from 1 as in the file's own order."""

    data: bytes
    objects: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for found in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", self.data, re.DOTALL):
            self.objects[int(found[1])] = found[2]
        for held in [each for each in self.objects.values() if b"/Type /ObjStm" in each]:
            self.objects |= _held(held)
        self.catalog = self._only(b"/Type /Catalog")
        self.fonts = {name: self._letters(number) for name, number in self._fonts()}
        self.page_numbers = [int(each) for each in re.findall(REFERENCE, _list(self._pages(), b"Kids"))]
        self.pages = [self._text(self.objects[number]) for number in self.page_numbers]

    def sizes(self) -> set[tuple[int, int]]:
        """Width and height of the pages in whole millimetres."""
        boxes = [_list(self.objects[number], b"MediaBox").split() for number in self.page_numbers]
        return {(round(float(box[2]) / 72 * 25.4), round(float(box[3]) / 72 * 25.4)) for box in boxes}

    def targets(self) -> dict[str, int]:
        """By name of a target the number of its page."""
        found = re.findall(rb"\(([\w-]+)\) \[" + REFERENCE + rb" /XYZ", self.catalog)
        return {name.decode(): self.page_numbers.index(int(number)) + 1 for name, number in found}

    def outline(self) -> list[str]:
        """The titles, in the order of the objects."""
        titles = [re.search(rb"/Title (<[0-9a-f]+>|\(.*?\))\s*/", each) for each in self.objects.values()]
        return [_string(each[1]) for each in titles if each and b"/Dest" in each.string]

    def tags(self) -> set[str]:
        found = (re.search(rb"/Type /StructElem/S /(\w+)", each) for each in self.objects.values())
        return {each[1].decode() for each in found if each}

    def information(self) -> dict[str, str]:
        (held,) = [each for each in self.objects.values() if each.startswith(b"<</Producer")]
        return {
            name.decode(): _string(value)
            for name, value in re.findall(rb"/(\w+) (<[0-9a-f]+>|\(.*?\))", held)
        }

    def _only(self, mark: bytes) -> bytes:
        (found,) = [each for each in self.objects.values() if mark in each and b"stream\n" not in each]
        return found

    def _pages(self) -> bytes:
        return self._only(b"/Type /Pages")

    def _fonts(self) -> list[tuple[bytes, int]]:
        found = (
            re.search(rb"/BaseFont /(\w+)\+.*/ToUnicode " + REFERENCE, each) for each in self.objects.values()
        )
        return [(each[1], int(each[2])) for each in found if each]

    def _letters(self, number: int) -> dict[str, str]:
        pairs = re.findall(rb"^<(\w{4})> <(\w+)>$", _unfolded(self.objects[number]), re.MULTILINE)
        return {code.decode(): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in pairs}

    def _text(self, page: bytes) -> str:
        """Each run of letters on a line of its own."""
        contents = re.search(rb"/Contents " + REFERENCE, page)
        assert contents
        lines, letters = [], {}
        drawn = _unfolded(self.objects[int(contents[1])])
        for font, shown in re.findall(rb"^/(\w+) [\d.]+ Tf$|^\[(.*)\] TJ$", drawn, re.MULTILINE):
            if font:
                letters = self.fonts[font]
                continue
            codes = b"".join(re.findall(rb"<([0-9a-f]+)>", shown)).decode()
            lines.append("".join(letters[codes[n : n + 4]] for n in range(0, len(codes), 4)))
        return "\n".join(lines)


def _held(stream: bytes) -> dict[int, bytes]:
    first = re.search(rb"/First (\d+)", stream)
    assert first
    start, unfolded = int(first[1]), _unfolded(stream)
    numbers = [int(each) for each in unfolded[:start].split()]
    places = [*numbers[1::2], len(unfolded) - start]
    return {
        number: unfolded[start + begins : start + ends].strip()
        for number, begins, ends in zip(numbers[::2], places, places[1:], strict=False)
    }


def _unfolded(stream: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*)\r?\nendstream", stream, re.DOTALL)
    assert found
    return zlib.decompress(found[1])


def _list(held: bytes, name: bytes) -> bytes:
    found = re.search(rb"/" + name + rb" \[(.*?)\]", held, re.DOTALL)
    assert found
    return found[1]


def _string(written: bytes) -> str:
    if written.startswith(b"<"):
        raw = bytes.fromhex(written[1:-1].decode())
        return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode()
    return written[1:-1].decode("latin-1")
