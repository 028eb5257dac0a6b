"""By which clocks people live in a region."""

from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).parent / "zones.yaml"


def zone_of(code: str) -> str | None:
    """The IANA zone of a region by its code; None for a country that has several, or none in the table."""
    return _zones().get(code)


@cache
def _zones() -> dict[str, str]:
    table: dict[str, str] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {code: zone for zone, codes in table.items() for code in codes.split()}
