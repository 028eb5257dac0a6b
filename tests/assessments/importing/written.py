"""One questionnaire written in each of the formats, so that each can be broken in the same way."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.assessments.importing import activity, lighthouse, test_openscales, towers
from tests.assessments.importing.lighthouse import EN, LEAD, OFTEN, RU

Pair = tuple[str, str]
Number = int | None


@dataclass(frozen=True)
class Asked:
    """A question with its answers, each with a number or none. `printed` is its other number."""

    name: int
    text: Pair
    answers: tuple[tuple[Number, Pair], ...]
    is_gated: bool = False
    printed: int = 0


@dataclass(frozen=True)
class Sheet:
    """`summed` are the questions that the file adds up; `prose` is a text about scores."""

    title: str
    asked: tuple[Asked, ...]
    summed: tuple[int, ...] = ()
    prose: str = ""


def create_sheet(count: int = 3, title: str = "Tower log") -> Sheet:
    answers = tuple(enumerate(OFTEN))
    return Sheet(
        title, tuple(Asked(n, (EN[n - 1], RU[n - 1]), answers, printed=n) for n in range(1, count + 1))
    )


def fhir(sheet: Sheet) -> bytes:
    items = [lighthouse.lead()]
    for each in sheet.asked:
        item = lighthouse.question(
            1,
            linkId=f"q{each.name}",
            prefix=f"{each.printed}.",
            text=each.text[0],
            _text=lighthouse.translated(each.text[1]),
            answerOption=[lighthouse.option(code, *labels) for code, labels in each.answers],
        )
        gate = {"enableWhen": [{"question": "q1", "operator": "exists"}]} if each.is_gated else {}
        items.append(item | gate)
    if sheet.summed:
        named = " or ".join(f"linkId='q{n}'" for n in sheet.summed)
        url = "http://hl7.org/fhir/StructureDefinition/questionnaire-calculatedExpression"
        text = f"%resource.item.where({named}).answer.weight().sum()"
        items.append({"linkId": "sum", "type": "decimal", "extension": [{"url": url, "valueString": text}]})
    file = lighthouse.create_questionnaire(items, title=sheet.title, description=sheet.prose)
    return json.dumps(file, ensure_ascii=False).encode()


def openscales(sheet: Sheet) -> bytes:
    words: dict[str, dict[str, str]] = {"en": {"lead": LEAD[0]}, "ru": {"lead": LEAD[1]}}
    items = []
    for each in sheet.asked:
        options = []
        for i, (code, labels) in enumerate(each.answers):
            key = f"a{each.name}_{i}"
            for language, label in zip(("en", "ru"), labels, strict=True):
                words[language][key] = label
            options.append({"text_key": key, "value": code if code is not None else f"o{'xyz'[i % 3]}"})
        for language, text in zip(("en", "ru"), each.text, strict=True):
            words[language][f"t{each.printed}"] = text
        gate = {"visible_when": {"item": "q1", "operator": "equals", "value": 1}} if each.is_gated else {}
        items.append(
            {"id": f"q{each.name}", "text_key": f"t{each.printed}", "type": "multi", "options": options}
            | gate
        )
    scoring = {}
    if sheet.summed:
        scoring["all"] = {"method": "sum_coded", "items": [f"q{n}" for n in sheet.summed]}
    info = {"name": sheet.title, "license": "Public Domain", "description": sheet.prose}
    file = test_openscales.create_osd(
        scale_info=info, items=items, scoring=scoring, likert_options={"question_head": "lead"}
    )
    return json.dumps(file | {"translations": words}, ensure_ascii=False).encode()


def reproschema(sheet: Sheet) -> bytes:
    files: activity.Files = {}
    both = activity.both
    for each in sheet.asked:
        choices = [
            {"name": both(*labels), "value": code if code is not None else f"o{'xyz'[i % 3]}"}
            for i, (code, labels) in enumerate(each.answers)
        ]
        files[f"items/q{each.printed}"] = activity.document(
            f"q{each.printed}",
            "Item",
            question=both(*each.text),
            ui={"inputType": "radio"},
            responseOptions={"choices": choices},
        )
    properties = [
        {
            "isAbout": f"items/q{each.printed}",
            "isVis": "q1 > 0" if each.is_gated else True,
            "variableName": f"q{each.name}",
        }
        for each in sheet.asked
    ]
    formula = " + ".join(f"q{n}" for n in sheet.summed)
    changes = {
        "prefLabel": {"en": sheet.title},
        "ui": {"addProperties": properties, "order": [each["isAbout"] for each in properties]},
        "compute": [{"jsExpression": formula, "variableName": "sum"}] if formula else [],
        "description": both(sheet.prose, sheet.prose),
    }
    return activity.packed({**activity.create_files(**changes), **files})


def limesurvey(sheet: Sheet) -> bytes:
    """Each question a list of its own: an array has one set of answers for all."""
    rows: dict[str, list[towers.Row]] = {
        name: []
        for name in ("questions", "question_l10ns", "answers", "answer_l10ns", "subquestions", "assessments")
    }

    def ask(qid: int, kind: str, name: str, text: Pair, relevance: str = "1") -> None:
        rows["questions"].append(
            {
                "qid": qid,
                "parent_qid": 0,
                "gid": 1,
                "type": kind,
                "title": name,
                "question_order": qid,
                "relevance": relevance,
            }
        )
        for language, each in zip(("en", "ru"), text, strict=True):
            rows["question_l10ns"].append({"qid": qid, "question": each, "language": language})

    ask(1, "X", "lead", LEAD)
    for each in sheet.asked:
        qid = 10 + each.name
        ask(qid, "L", f"q{each.name}", each.text, "q1 > 0" if each.is_gated else "1")
        for i, (code, labels) in enumerate(each.answers):
            aid = qid * 100 + i
            named = {"code": f"A{'xyz'[i % 3]}" if code is None else code + each.printed - each.name}
            rows["answers"].append(
                {"aid": aid, "qid": qid, "sortorder": i, "assessment_value": code or 0, "scale_id": 0} | named
            )
            for language, label in zip(("en", "ru"), labels, strict=True):
                rows["answer_l10ns"].append({"aid": aid, "answer": label, "language": language})
    if sheet.summed:
        named = ", ".join(f"q{n}.value" for n in sheet.summed)
        ask(90, "*", "sum", (f"{{sum({named})}}",) * 2)
    settings = [
        {"surveyls_language": language, "surveyls_title": sheet.title, "surveyls_endtext": sheet.prose}
        for language in ("en", "ru")
    ]
    return towers.survey(surveys_languagesettings=settings, **rows)


def redcap(sheet: Sheet) -> bytes:
    """In Russian: a dictionary has one language."""
    fields = []
    for each in sheet.asked:
        choices = " | ".join(
            labels[1] if code is None else f"{code}, {labels[1]}" for code, labels in each.answers
        )
        field = towers.field(
            1,
            name=f"q{each.name}",
            form=sheet.title.replace(" ", "_").lower(),
            label=each.text[1],
            choices=choices,
            section=LEAD[1] if each.name == 1 else "",
            branching="[q1] > 0" if each.is_gated else "",
            note=sheet.prose if each.name == 1 else "",
        )
        fields.append(field | {towers.HEADINGS[14]: str(each.printed)})
    if sheet.summed:
        named = ",".join(f"[q{n}]" for n in sheet.summed)
        form = sheet.title.replace(" ", "_").lower()
        fields.append(
            towers.field(1, name="sum", form=form, type="calc", label="Сумма", choices=f"sum({named})")
        )
    return towers.dictionary(*fields)


def xlsform(sheet: Sheet) -> bytes:
    asked: list[list[object]] = [["note", "lead", LEAD[1], LEAD[0]]]
    offered: list[list[object]] = []
    for each in sheet.asked:
        asked.append(
            [
                f"select_one l{each.name}",
                f"q{each.name}",
                each.text[1],
                each.text[0],
                "${q1} > 0" if each.is_gated else "",
            ]
        )
        for i, (code, labels) in enumerate(each.answers):
            offered.append(
                [f"l{each.name}", f"o{'xyz'[i % 3]}" if code is None else code, labels[1], labels[0]]
            )
    if sheet.prose:
        asked.append(["note", "about", sheet.prose, sheet.prose])
    if sheet.summed:
        asked.append(["calculate", "sum", "", "", "", " + ".join(f"${{q{n}}}" for n in sheet.summed)])
    return towers.form(asked, offered, settings=(sheet.title, "log", "Русский (ru)"))


FORMATS: dict[str, Callable[[Sheet], bytes]] = {
    "fhir": fhir,
    "openscales": openscales,
    "reproschema": reproschema,
    "limesurvey": limesurvey,
    "redcap": redcap,
    "xlsform": xlsform,
}
