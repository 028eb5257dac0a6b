"""What those who come are asked besides, for the team of their retreat. Imports no framework."""

import json
from dataclasses import astuple, dataclass

LONGEST = 500
# Five answers, of which any character takes four bytes at most.
ROOM = 10240


@dataclass(frozen=True, slots=True)
class Stay:
    """Any of it may be empty."""

    travel: str = ""
    emergency: str = ""
    medication: str = ""
    diet: str = ""
    more: str = ""

    def __bool__(self) -> bool:
        return any(astuple(self))

    def pack(self) -> bytes:
        return json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def unpack(cls, content: bytes) -> "Stay":
        """What `pack` wrote."""
        return cls(*json.loads(content))
