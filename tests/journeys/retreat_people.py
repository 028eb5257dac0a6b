"""Those who apply for a place at a retreat, as browsers without scripts send what they press."""

import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.factories.outbox import at_noon
from tests.journeys.planting import CODE, Person, plant_code, plant_shown
from tests.journeys.run_people import NOTE, answer_pulse
from wellbeing.privacy import codes

APPLICATION, MESSAGES = "/ru/application/", "/ru/application/messages/"
ONCE = re.compile(r'name="once" value="([^"]+)"')
CALENDAR = re.compile(r"/d/([\w-]+)\.ics")
# What people write in their own words, by the team of the committee that it is sealed to.
WORDS = ("whom", "access", "diet", "allergies", "carer", "language", "contact", "words")
STAY = ("travel", "emergency", "medication", "diet", "more")


@dataclass
class Applicant:
    """Somebody with a working name, marked besides in all that must not be kept of them."""

    person: Person
    name: str
    code: str = ""
    mark: str = ""

    def apply(self, round_: str, retreat: str, **typed: str) -> str:
        """The answer to the form; the codes on it are marked, and the one that it was drawn with."""
        address = f"/ru/retreats/{round_}/apply/"
        drawn = ONCE.search(self.person.ask("GET", address))
        assert drawn
        plant_shown(self.person, f"{self.name}: code of the form", drawn[1])
        said = {"once": drawn[1], "name": self.name, "region": "RU-TOM", "wish1": retreat} | typed
        page = self.person.ask("POST", address, urlencode(said))
        if 'class="code"' in page:
            self.code = plant_code(self.person, f"{self.name}: application code", page)
            self.mark = CODE.findall(page)[1]
            plant_shown(self.person, f"{self.name}: mark", self.mark)
            calendar = codes.show(codes.calendar(codes.read(self.code)))
            plant_shown(self.person, f"{self.name}: calendar code", calendar)
        return page

    def words(self, when: str = "at applying") -> dict[str, str]:
        """Something in every field that is sealed to the committee."""
        return {field: self._word(field, when) for field in WORDS}

    def change(self, retreat: str, **typed: str) -> str:
        said = {"name": self.name, "region": "RU-TOM", "wish1": retreat} | typed
        return self.press("save", **said)

    def press(self, do: str, **typed: str) -> str:
        """What a button of the page leads to that the application code opens."""
        return self.person.ask("POST", APPLICATION, urlencode({"code": self.code, "do": do} | typed))

    def accept(self) -> None:
        assert "Место за вами" in self.press("accept")

    def send_stay(self) -> None:
        """The second form, with something in every field."""
        said = {f"stay-{field}": self._word(f"stay, {field}", "when coming") for field in STAY}
        assert "Запечатано. Прочитать может команда выезда" in self.press("stay", **said)

    def appeal(self) -> None:
        said = {"appeal-why": self._word("appeal", "afterwards")}
        assert "Запечатано для совета" in self.press("appeal", **said)

    def have_calendar(self) -> None:
        words = self._word("words of the calendar", "when coming")
        shown = CALENDAR.search(self.press("calendar", says=words))
        assert shown
        assert words in self.person.ask("GET", f"/d/{shown[1]}.ics")

    def answer_pulse(self, line: str) -> None:
        answer_pulse(self.person, self.name, self.press("open"), line)

    def take_paper(self) -> None:
        """That they stayed, under a name typed for it; once with a fault beside the name."""
        said = {"paper-name": self._word("name on the paper", "afterwards"), "paper-language": "ru"}
        assert self.press("paper", **said).startswith("%PDF")
        assert 'role="alert"' in self.press("paper", **said | {"paper-language": "?"})

    def _word(self, what: str, when: str) -> str:
        return self.person.plant_spelled(f"{self.name}: {what} {when}", secrets.token_hex(8))


@dataclass
class Marked(Applicant):
    """Every word of theirs begins as all words of the season do: one search finds them all."""

    season: str = ""

    def _word(self, what: str, when: str) -> str:
        return self.season + secrets.token_hex(4)

    def guess(self) -> None:
        """A code that opens nothing, and one for a recommendation that is none."""
        wrong = self.person.plant("guessed application code", codes.show(codes.draw()))
        self.person.ask("POST", APPLICATION, urlencode({"code": wrong, "do": "open"}))

    def tell(self, do: str, **typed: str) -> str:
        return self.person.ask("POST", MESSAGES, urlencode({"code": self.code, "do": do} | typed))

    def leave_address(self) -> str:
        address = f"{self.season}{secrets.token_hex(4)}@example.net"
        note = NOTE.findall(self.tell(""))[0]
        said = {"channel": "email", "address": address, "note": note, "ahead": str(at_noon())}
        assert "Туда отправлено" in self.tell("give", **said)
        return address

    def confirm_address(self, number: str) -> None:
        self.person.plant(f"{self.name}: number", number)
        assert "Подтверждено" in self.tell("confirm", number=number)

    def is_offered(self) -> bool:
        return 'value="accept"' in self.press("open")
