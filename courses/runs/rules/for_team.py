"""What somebody with a place may leave for the run's team: what they need to take part, how to reach them."""

import json
from dataclasses import dataclass

LONGEST_NEEDS = 500
LONGEST_CONTACT = 120
# Any character takes four bytes at most.
ROOM = 4 * (LONGEST_NEEDS + LONGEST_CONTACT) + 20


@dataclass(frozen=True, slots=True)
class ForTeam:
    needs: str = ""
    contact: str = ""

    def __bool__(self) -> bool:
        return bool(self.needs or self.contact)

    def pack(self) -> bytes:
        return json.dumps([self.needs, self.contact], ensure_ascii=False).encode()

    @classmethod
    def unpack(cls, content: bytes) -> "ForTeam":
        return cls(*json.loads(content))
