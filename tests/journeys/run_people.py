"""Those who have a place in a run or wait for one, as browsers without scripts send what they press."""

import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.factories.outbox import at_noon
from tests.journeys.planting import Person, plant_code, plant_shown
from wellbeing.privacy import codes

PLACE, MESSAGES = "/ru/place/", "/ru/place/messages/"
PULSE_PAGE = "/ru/pulse/"
ONCE = re.compile(r'name="once" value="([^"]+)"')
ABSENT = re.compile(r'value="(absent [0-9a-f-]{36})"')
CALENDAR = re.compile(r"/c/([\w-]+)\.ics")
PULSE = re.compile(r'/pulse/".*?name="code" value="([^"]+)"', re.DOTALL)
VERSION = re.compile(r'name="v" value="(\w+)"')
NOTE = re.compile(r'name="note" value="(\w+)"')


def answer_pulse(person: Person, name: str, page: str, line: str) -> None:
    """Five questions under the personal code, which the page of a place has; a second time counts no more."""
    shown = PULSE.search(page)
    assert shown
    plant_shown(person, f"{name}: pulse code", shown[1])
    version = VERSION.search(person.ask("POST", PULSE_PAGE, urlencode({"code": shown[1]})))
    assert version
    answers = urlencode({f"q{number}": place for number, place in enumerate(line, start=1)})
    person.plant(f"{name}: answers of {line}", answers)
    said = urlencode({"code": shown[1], "v": version[1]}) + "&" + answers
    assert "Ответ учтён" in person.ask("POST", PULSE_PAGE, said)
    assert "Ваш ответ уже учтён" in person.ask("POST", PULSE_PAGE, urlencode({"code": shown[1]}))


@dataclass
class Participant:
    """Somebody with a working name, marked besides in all that must not be kept of them."""

    person: Person
    name: str
    code: str = ""

    def join(self, run: str, **typed: str) -> str:
        """The answer to the form; the codes on it are marked, and the one that it was drawn with."""
        address = f"/ru/runs/{run}/join/"
        drawn = ONCE.search(self.person.ask("GET", address))
        assert drawn
        plant_shown(self.person, f"{self.name}: code of the form", drawn[1])
        said = {"once": drawn[1], "name1": self.name} | typed
        page = self.person.ask("POST", address, urlencode(said))
        if 'class="code"' in page:
            self.code = plant_code(self.person, f"{self.name}: place code", page)
            calendar = codes.show(codes.calendar(codes.read(self.code)))
            plant_shown(self.person, f"{self.name}: calendar code", calendar)
        return page

    def join_with_note(self, run: str, **typed: str) -> str:
        """With what the team alone may read: what they need, and how they are reached."""
        return self.join(run, **typed, **self._note("at joining"))

    def leave_note(self) -> None:
        assert "Запечатано" in self.press("note", **self._note("later"))

    def _note(self, when: str) -> dict[str, str]:
        return {
            field: self.person.plant_spelled(f"{self.name}: {field} {when}", secrets.token_hex(8))
            for field in ("needs", "contact")
        }

    def press(self, do: str, path: str = PLACE, **typed: str) -> str:
        """What a button of a page leads to that the place code opens."""
        return self.person.ask("POST", path, urlencode({"code": self.code, "do": do} | typed))

    def say_absent(self) -> None:
        """Told, taken back and told again, of the last session."""
        deed = ABSENT.findall(self.press("open"))[-1]
        self.press(deed)
        self.press(deed.replace("absent", "coming"))
        assert "в этот день вас не будет" in self.press(deed)

    def have_calendar(self) -> None:
        words = self.person.plant_spelled(f"{self.name}: words of the calendar", secrets.token_hex(8))
        shown = CALENDAR.search(self.press("calendar", says=words))
        assert shown
        assert words in self.person.ask("GET", f"/c/{shown[1]}.ics")

    def leave_address(self) -> str:
        """Given with a clock by which it is noon now; its number is not typed yet."""
        address = self.person.plant_spelled(f"{self.name}: address", f"{secrets.token_hex(8)}@example.net")
        note = NOTE.findall(self.press("", MESSAGES))[0]
        said = {"channel": "email", "address": address, "note": note, "ahead": str(at_noon())}
        assert "Туда отправлено" in self.press("give", MESSAGES, **said)
        return address

    def confirm_address(self, number: str) -> None:
        """After a wrong one."""
        wrong = self.person.plant(f"{self.name}: wrong number", "91827364")
        self.press("confirm", MESSAGES, number=wrong)
        self.person.plant(f"{self.name}: number", number)
        assert "Подтверждено" in self.press("confirm", MESSAGES, number=number)

    def take_paper(self) -> None:
        """A paper that says they took part, under a name typed for it."""
        name = self.person.plant_spelled(f"{self.name}: name on the paper", secrets.token_hex(8))
        said = {"paper-name": name, "paper-says": "course", "paper-language": "ru"}
        assert self.press("paper", **said).startswith("%PDF")
        assert 'role="alert"' in self.press("paper", **said | {"paper-says": "?"})

    def answer_pulse(self, line: str) -> None:
        answer_pulse(self.person, self.name, self.press("open"), line)

    def give_feedback(self) -> None:
        text = self.person.plant_spelled(f"{self.name}: feedback", secrets.token_hex(8))
        said = {"feedback-useful": "", "feedback-safe": "", "feedback-pace": "", "feedback-text": text}
        assert "Отзыв запечатан" in self.press("feedback", **said)
