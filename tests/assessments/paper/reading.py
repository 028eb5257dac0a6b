"""The key as a person holds it: read from the page that is printed, and from nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True)
class PrintedScale:
    """`points` are by question and number in the box; `cells` by sum and number of answers."""

    title: str
    points: Mapping[int, Mapping[Decimal, Decimal]]
    least: int
    cells: Mapping[tuple[Decimal, Decimal], tuple[str, str]]
    bands: Mapping[str, str]

    def scored(self, crossed: Mapping[int, Decimal]) -> tuple[str, str]:
        """The value as it is printed and the title of its band, both empty where there is no value."""
        answered = [number for number in self.points if number in crossed]
        if len(answered) < self.least:
            return "", ""
        total = sum((self.points[number][crossed[number]] for number in answered), Decimal(0))
        value, letter = self.cells[total, Decimal(len(answered))]
        return value, self.bands.get(letter, "")


def scales(html: str) -> list[PrintedScale]:
    page = BeautifulSoup(html, "html.parser")
    return [_scale(section) for section in page.select("section.scale")]


def text(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def number(said: str) -> Decimal:
    return Decimal(said.replace(",", ".").replace("−", "-").strip())


def _scale(section: Tag) -> PrintedScale:
    points: dict[int, dict[Decimal, Decimal]] = {}
    for table in section.select("table.points"):
        codes = [number(each.text) for each in table.select("thead i")]
        for row in table.select("tbody tr"):
            given = [number(cell.text) for cell in row.select("td:not(.mine):not(.most)")]
            points[int(row.th.text.split()[0])] = dict(zip(codes, given, strict=True))
    cells = {}
    for table in section.select(".lookup table"):
        heads = [number(each.text) for each in table.select("thead th")[1:]]
        for row in table.select("tbody tr"):
            for head, cell in zip(heads, row.select("td"), strict=True):
                if cell.text:
                    value, _, letter = cell.text.partition(" ")
                    cells[number(row.th.text), head] = (value, letter)
    bands = {each.dt.text: each.dd.b.text for each in section.select("dl.bands > div")}
    least = re.search(r"\d+", section.select_one("p.rule").text)
    assert least
    return PrintedScale(section.h2.text, points, int(least[0]), cells, bands)
