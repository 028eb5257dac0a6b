"""Words that would tell whoever sees a message what it is about. Imports no framework.

Looks for the platform, burnout and the movement in Russian and English, whatever the case, with е for ё,
with letters of one script for those of the other that look the same, with anything between the letters.
A warning, never a refusal: people know best who reads their mail.
"""

import re
import unicodedata
from collections.abc import Sequence

# Anywhere, also within a longer word and across spaces: long or rare enough not to be met by chance.
ANYWHERE = (
    "передышк", "breathing space", "самопровер", "self-check", "selfcheck",
    "выгоран", "выгорел", "выгорае", "выгораю", "burnout", "burnt out", "burned out",
    "психолог", "психик", "психическ", "психотерап", "psycholog", "mental health", "депресси", "depress",
    "лгбт", "lgbt", "queer", "лесби", "lesbian", "трансген", "transgender", "бисекс", "bisexual",
    "гомосекс", "homosexual", "небинарн", "non-binary", "интерсекс", "intersex", "асексуал", "камингаут",
    "каминг-аут", "coming out", "радуга", "радуге", "радуж", "rainbow", "активист", "активизм", "activis",
    "правозащит", "human rights", "иноагент", "инагент", "foreign agent", "экстремис", "extremis",
)  # fmt: skip

# At the beginning of a word: within others they are met by chance, as in «эквиритмичный».
AT_THE_BEGINNING = ("квир", "прайд", "митинг", "пикет", "протест", "protest")

# Alone: «Сергей», «гейзер» and «транспорт» are everybody's words.
ALONE = (
    "гей", "гея", "гею", "геем", "геи", "геев", "геям", "геями", "gay", "gays", "транс", "trans", "pride",
    "лесбу", "би", "лгб", "lgb",
)  # fmt: skip

# After folding case and taking marks off; what looks the same becomes the same.
LOOK_ALIKES = str.maketrans("авенкморстухіјѕ0134@$", "abehkmopctyxijsoiзчas")


def spelled_in(*texts: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The telling words of the texts as they stand there, each once, or what they are put together to."""
    words = [word.strip(".,:;!?()«»“”\"'") for text in texts for word in text.split()]
    telling = {word: found_in(word, names=names) for word in words}
    alone = {stem for stems in telling.values() for stem in stems}
    together = [stem for stem in found_in(*texts, names=names) if stem not in alone]
    return tuple(dict.fromkeys([*(word for word, stems in telling.items() if stems), *together]))


def found_in(*texts: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The stems that the texts hold, each once, as this module or `names` (also telling) spells them."""
    words = [words for text in texts for words in (_words(text),)]
    spaced = " ".join(f" {' '.join(each)} " for each in words)
    compact = " ".join("".join(each) for each in words)
    found = [word for word in (*ANYWHERE, *names) if _joined(word) and _joined(word) in compact]
    found += [word for word in AT_THE_BEGINNING if f" {_joined(word)}" in spaced]
    found += [word for word in ALONE if f" {_joined(word)} " in spaced]
    return tuple(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    """The words, folded; letters that stand alone one after another are one word, as in «л г б т»."""
    words = re.findall(r"\w+", _folded(text).replace("_", " "))
    joined: list[str] = []
    was_alone = False
    for word in words:
        is_alone = len(word) == 1
        if is_alone and was_alone:
            joined[-1] += word
        else:
            joined.append(word)
        was_alone = is_alone
    return joined


def _joined(word: str) -> str:
    return "".join(re.findall(r"\w+", _folded(word)))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    seen = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf"})
    return seen.casefold().translate(LOOK_ALIKES)
