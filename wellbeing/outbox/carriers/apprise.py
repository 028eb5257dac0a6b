"""Letters through Apprise to ntfy, Telegram and Signal: what all its carriers share, and these three.

Apprise is used at its plugins: they are built from the operator's settings without an address of
Apprise's own, and one of them serves a whole batch. Nothing of Apprise is in what goes out: no name, no
picture, no footer, no attachment.
"""

import html
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Any, ClassVar, Self

import requests
from apprise import AppriseAsset, NotifyFormat
from apprise.common import PersistentStoreMode
from apprise.plugins import ntfy, signal_api, telegram
from django.conf import settings

from wellbeing.outbox import addresses
from wellbeing.outbox.carriers import texts, web
from wellbeing.outbox.letters import Letter, NotSent, Refused, Uncertain, Unreachable, rest
from wellbeing.outbox.servers import Server, needed

SECONDS = 20.0
# Behind the server for Signal stands a program that is started anew for each message.
SIGNAL_SECONDS = 60.0

ASSET = AppriseAsset(
    app_id=web.AGENT,
    app_desc="",
    app_url="",
    image_url_mask="",
    image_url_logo="",
    image_path_mask="",
    storage_mode=PersistentStoreMode.MEMORY.value,
    timezone="UTC",
)

for module in (ntfy, signal_api, telegram):
    web.install(module)


class Plain:
    """What a plugin here may not do: write into a log, where addresses would stand, or sleep."""

    logger = logging.Logger("silence", level=logging.CRITICAL + 1)

    def throttle(self, last_io: Any = None, wait: Any = None) -> None:
        """Does nothing: a server that is asked too much says so, and the letter waits in the outbox."""


class Web(ABC):
    """A carrier that speaks with a server of the web. `seconds` is for one answer."""

    channel: ClassVar[str]

    def __init__(self, *, server: Server, seconds: float = SECONDS) -> None:
        self._server, self._seconds = server, seconds

    def __enter__(self) -> Self:
        self._line, self._is_silent = web.Line(self._seconds, is_here=self._server.is_here), False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    def send(self, letter: Letter, meanwhile: Callable[[], None] = rest) -> None:
        try:
            address = addresses.read(self.channel, letter.address)
        except addresses.BadAddress:
            raise Refused from None
        if self._is_silent:
            raise Unreachable
        self._line.forget()
        with self._line.in_use():
            is_taken = self._give(address, letter)
        if self._line.failure is not None:
            # Nobody can know of the letter that met the silence; those behind it are spared that.
            self._is_silent = isinstance(self._line.failure, requests.Timeout)
            raise Uncertain if self._line.was_said and self._was_giving() else Unreachable
        if self._line.answer is None:
            raise NotSent
        self._judge(self._line.answer, is_taken=is_taken)

    @abstractmethod
    def _give(self, address: str, letter: Letter) -> bool:
        """Let the plugin try; whether it says that the letter was taken."""

    def _judge(self, answer: requests.Response, *, is_taken: bool) -> None:
        """Return if the letter was taken, else say how it ended."""
        if is_taken:
            return
        if self._is_refusal(answer):
            raise Refused
        web.raise_for_status(answer.status_code)

    def _is_refusal(self, answer: requests.Response) -> bool:
        """Whether the server says of this address that it will never take a letter."""
        return False

    def _was_giving(self) -> bool:
        """Whether the last request was one that gives the letter."""
        return True


class _NtfyPlugin(Plain, ntfy.NotifyNtfy):
    # Longer ones would become files that the server keeps.
    ntfy_json_upstream_size_limit = 10**9


class Ntfy(Web):
    """A topic on the operator's own server; whoever knows its name may read it."""

    channel = "ntfy"
    # What the server calls a topic that it never takes letters for.
    BAD_TOPIC = frozenset({40009, 40010})

    def __init__(self, *, server: Server, seconds: float = SECONDS) -> None:
        super().__init__(server=server, seconds=seconds)
        is_token = bool(server.user) and not server.password
        self._plugin = _NtfyPlugin(
            **place(server),
            mode=ntfy.NtfyMode.PRIVATE,
            auth=ntfy.NtfyAuth.TOKEN if is_token else ntfy.NtfyAuth.BASIC,
        )
        self._plugin.user, self._plugin.password = server.user, server.password
        self._plugin.token = server.user if is_token else None

    def _give(self, address: str, letter: Letter) -> bool:
        self._plugin.topics = [address]
        return bool(self._plugin.send(texts.lines(letter.text), title=texts.one_line(letter.subject)))

    def _is_refusal(self, answer: requests.Response) -> bool:
        return read(answer).get("code") in self.BAD_TOPIC


class _TelegramPlugin(Plain, telegram.NotifyTelegram):
    pass


class Telegram(Web):
    """A person's chat with the operator's bot, which that person has begun."""

    channel = "telegram"
    GONE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid", "user_id_invalid")

    def __init__(self, *, server: Server, seconds: float = SECONDS) -> None:
        super().__init__(server=server, seconds=seconds)
        self._plugin = _TelegramPlugin(server.password, targets=None, detect_owner=False, asset=ASSET)

    def _give(self, address: str, letter: Letter) -> bool:
        self._plugin.targets = [(int(address), None)]  # type: ignore[list-item]  # as the plugin reads them
        text = html.escape(texts.whole(letter), quote=False)
        return bool(self._plugin.send(text, body_format=NotifyFormat.HTML))

    def _is_refusal(self, answer: requests.Response) -> bool:
        said = str(read(answer).get("description", "")).lower()
        return answer.status_code in {400, 403} and any(word in said for word in self.GONE)


class _SignalPlugin(Plain, signal_api.NotifySignalAPI):
    pass


class Signal(Web):
    """A person's number or user name, through the operator's own signal-cli-rest-api."""

    channel = "signal"
    GONE = "unregistered"

    def __init__(self, *, server: Server, seconds: float = SIGNAL_SECONDS) -> None:
        super().__init__(server=server, seconds=seconds)
        self._plugin = _SignalPlugin(source=server.path, **place(server))
        self._plugin.user, self._plugin.password = server.user, server.password

    def _give(self, address: str, letter: Letter) -> bool:
        self._plugin.targets = [address]
        return bool(self._plugin.send(texts.whole(letter)))

    def _judge(self, answer: requests.Response, *, is_taken: bool) -> None:
        # The server may take the request and say in its answer that the one recipient got nothing.
        if is_taken and '"errors"' in answer.text:
            raise Refused if self._is_refusal(answer) else NotSent
        super()._judge(answer, is_taken=is_taken)

    def _is_refusal(self, answer: requests.Response) -> bool:
        return self.GONE in answer.text.lower()


def place(server: Server) -> dict[str, Any]:
    """Where a server is, in the words of Apprise's plugins."""
    host = f"[{server.host}]" if ":" in server.host else server.host
    return {"host": host, "port": server.port, "secure": server.is_encrypted, "asset": ASSET}


def read(answer: requests.Response) -> dict[str, Any]:
    """The object in an answer, empty if there is none."""
    try:
        read = answer.json()
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def by_ntfy() -> Ntfy:
    return Ntfy(server=needed(settings.NTFY_URL))


def by_telegram() -> Telegram:
    return Telegram(server=needed(settings.TELEGRAM_TOKEN))


def by_signal() -> Signal:
    return Signal(server=needed(settings.SIGNAL_URL))
