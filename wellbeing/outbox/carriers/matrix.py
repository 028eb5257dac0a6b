"""Letters to people on Matrix, each in a room of two that the operator's account opens for them.

A room is opened with the first letter and used for all that follow. Which room is whose is remembered by
the operator's own Matrix server, which knows the rooms anyway, in one entry a person. Apprise would keep one
list there, read it whole for every letter, and lose rooms whenever two workers write it at once; undo this
when it does not. Who leaves their room is sent nothing more.

Rooms are not encrypted: keys would have to outlive a batch, so a store of them on disk would name every
room. The words are neutral and pass both Matrix servers readable.
"""

import secrets
from hashlib import blake2b
from urllib.parse import quote

import requests
from apprise.plugins.matrix import base
from django.conf import settings

from wellbeing.outbox.carriers import texts, web
from wellbeing.outbox.carriers.apprise import SECONDS, Plain, Web, place, read
from wellbeing.outbox.letters import Letter, Refused
from wellbeing.outbox.servers import Server, needed

web.install(base)

# A member who is there, or asked to come.
PRESENT = {"join", "invite", "knock"}
FORBIDDEN, NOT_FOUND = 403, 404
# What a server says when it will not bring a letter or an invitation to this person.
REFUSALS = {"M_FORBIDDEN", "M_NOT_FOUND", "M_INVALID_PARAM", "M_BAD_STATE"}


class _Plugin(Plain, base.NotifyMatrix):
    default_retries = 1
    has_left = False

    def _room_join(self, room: str) -> str:
        return room  # it is ours

    def _dm_room_find_or_create(self, user: str) -> str | None:
        """The room of two with this person, opened now if there is none; None if it cannot be had."""
        name = blake2b(user.encode(), digest_size=16).hexdigest()
        kept = f"/user/{quote(self.user_id or '')}/account_data/room.{name}"
        is_known, answer, status = self._fetch(kept, method="GET", ok_status={NOT_FOUND})
        if is_known and answer.get("room"):
            return self._room_of_a_member(answer["room"], user)
        if not is_known and status != NOT_FOUND:
            return None
        opened, answer, _ = self._fetch(
            "/createRoom", payload={"is_direct": True, "preset": "private_chat", "invite": [user]}
        )
        room = answer.get("room_id") if opened else None
        if room:
            self._fetch(kept, payload={"room": room}, method="PUT")
        return room

    def _room_of_a_member(self, room: str, user: str) -> str | None:
        path = f"/rooms/{quote(room, safe='')}/state/m.room.member/{quote(user, safe='')}"
        is_known, answer, status = self._fetch(path, method="GET")
        self.has_left = status in {FORBIDDEN, NOT_FOUND} or (
            is_known and answer.get("membership") not in PRESENT
        )
        return room if is_known and not self.has_left else None


class Matrix(Web):
    """A carrier that speaks with the operator's Matrix server in the name of one account."""

    channel = "matrix"

    def __init__(self, *, server: Server, seconds: float = SECONDS) -> None:
        super().__init__(server=server, seconds=seconds)
        self._plugin = _Plugin(**place(server), discovery=False, e2ee=False)
        self._plugin.password = self._plugin.access_token = server.user
        self._plugin.user_id, self._plugin.home_server = server.path, server.path.partition(":")[2]

    def _give(self, address: str, letter: Letter) -> bool:
        self._plugin.has_left = False
        # The server takes two letters to one room under one number for the same letter.
        self._plugin.transaction_id = secrets.randbits(63)
        self._plugin.users = [address]
        is_taken = bool(self._plugin.send(texts.whole(letter)))
        if self._plugin.has_left:
            raise Refused
        return is_taken

    def _is_refusal(self, answer: requests.Response) -> bool:
        return self._was_giving() and read(answer).get("errcode") in REFUSALS

    def _was_giving(self) -> bool:
        # An invitation is seen as well.
        return "/send/m.room.message/" in self._line.asked or self._line.asked.endswith("/createRoom")


def by_matrix() -> Matrix:
    return Matrix(server=needed(settings.MATRIX_URL))
