"""A LimeSurvey survey becomes the draft that it is; each kind of defect it can hold is found in its place."""

from decimal import Decimal

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import LEAD, OFTEN, draft, found, messages, read
from tests.assessments.importing.towers import changed, survey, tables
from wellbeing.assessments.importing import Severity


def of_all(*values: object, codes: str = "A{}") -> bytes:
    """The answers with these assessment values, in the order never, sometimes, often."""
    rows = [
        {**row, "assessment_value": value, "code": codes.format(n)}
        for n, (row, value) in enumerate(zip(tables()["answers"], values, strict=True))
    ]
    return survey(answers=rows)


def test_sound_survey_has_nothing_to_complain_of() -> None:
    result = read(survey())
    assert messages(result) == set()
    assert result.report.understood.format == "LimeSurvey"
    instrument = draft(result)
    assert (instrument.title, instrument.recall) == (
        {"ru": "Журнал башни", "en": "Tower log"},
        {"ru": LEAD[1], "en": LEAD[0]},
    )
    assert [item.key for item in instrument.items] == ["T_SQ1", "T_SQ2", "T_SQ3"]
    assert [dict(item.text) for item in instrument.items] == [
        {"ru": russian, "en": english}
        for english, russian in list(zip(lighthouse.EN, lighthouse.RU, strict=True))[:3]
    ]
    (answers,) = instrument.response_sets
    assert [(option.code, option.text["en"]) for option in answers.options] == [
        (Decimal(n), english) for n, (english, _) in enumerate(OFTEN)
    ]


def test_versions_before_four_keep_texts_in_the_rows() -> None:
    whole = tables()
    texts = {(row["qid"], row["language"]): row["question"] for row in whole["question_l10ns"]}
    labels = {(row["aid"], row["language"]): row["answer"] for row in whole["answer_l10ns"]}
    old = {
        name: [
            {**row, "question": texts[row["qid"], language], "language": language}
            for language in ("en", "ru")
            for row in whole[name]
        ]
        for name in ("questions", "subquestions")
    }
    old["answers"] = [
        {**row, "aid": "", "answer": labels[row["aid"], language], "language": language}
        for language in ("en", "ru")
        for row in whole["answers"]
    ]
    result = read(survey(**old, question_l10ns=[], answer_l10ns=[]))
    assert messages(result) == set()
    assert draft(result) == draft(read(survey()))


def test_order_is_the_surveys_own_not_the_files() -> None:
    result = read(survey(subquestions=list(reversed(tables()["subquestions"]))))
    assert [item.key for item in draft(result).items] == ["T_SQ1", "T_SQ2", "T_SQ3"]


def test_numbers_are_never_taken_from_order_or_from_digits_in_a_name() -> None:
    result = read(of_all(0, 0, 0))
    assert result.instrument is None
    assert found(result, "codes_missing.all").severity == Severity.ERROR


def test_codes_that_are_numbers_need_a_signature() -> None:
    result = read(of_all(0, 0, 0, codes="{}"))
    assert messages(result) == {"codes_missing.from_names"}


def test_labels_against_numbers() -> None:
    assert messages(read(of_all(2, 1, 0))) == {"direction"}


def test_code_that_disagrees_with_its_number() -> None:
    assert messages(read(of_all(0, 2, 3, codes="{}"))) == {"variable_map.option"}


def test_same_sentence_twice_is_found_with_its_line() -> None:
    whole = tables()["question_l10ns"]
    rows = [
        {**row, "question": lighthouse.EN[0]} if row["qid"] == 103 and row["language"] == "en" else row
        for row in whole
    ]
    file = survey(question_l10ns=rows)
    line = 1 + file.decode().splitlines().index(
        next(each for each in file.decode().splitlines() if "<title>SQ3</title>" in each)
    )
    finding = found(read(file), "duplicate_text")
    assert (finding.place.path, finding.place.line) == ("subquestions[2].title", line)
    assert finding.values["first"] == "subquestions[0].title"


def test_label_spelt_wrong() -> None:
    result = read(survey(**changed("answer_l10ns", 2, answer="Somtimes")))
    assert found(result, "label_diff.spelling").values["known"] == "sometimes"


def test_declining_counts_as_no_answer() -> None:
    rows = [*tables()["answers"], {"aid": 9, "qid": 100, "code": "A9", "sortorder": 9, "assessment_value": 9}]
    texts = [
        *tables()["answer_l10ns"],
        {"aid": 9, "answer": "Prefer not to say", "language": "en"},
        {"aid": 9, "answer": "Предпочитаю не отвечать", "language": "ru"},
    ]
    result = read(survey(answers=rows, answer_l10ns=texts))
    assert messages(result) == {"missing_option"}
    assert draft(result).response_sets[0].options[-1].is_missing


@pytest.mark.parametrize(
    ("change", "message", "path"),
    [
        (changed("questions", 0, relevance="x.NAOK=='Y'"), "gate_item", "questions[0].relevance"),
        (changed("subquestions", 1, relevance="0"), "gate_item", "subquestions[1].relevance"),
        (changed("groups", 0, grelevance="x>1"), "gate_item", "groups[0].grelevance"),
        (changed("questions", 0, type="5", other="Y"), "open_choice", "questions[0].type"),
        (changed("questions", 0, type="T"), "left_out.type", "questions[0].type"),
    ],
)
def test_what_is_done_otherwise_here_is_said_with_its_place(change: dict, message: str, path: str) -> None:
    assert found(read(survey(**change)), message).place.path == path


def test_hidden_question_is_left_out() -> None:
    hidden = [{"qid": 100, "attribute": "hidden", "value": "1"}]
    assert "left_out.hidden" in messages(read(survey(question_attributes=hidden)))


def equation(text: str) -> bytes:
    asked = [*tables()["questions"], {"qid": 900, "gid": 1, "type": "*", "title": "SUM", "question_order": 9}]
    texts = [*tables()["question_l10ns"], {"qid": 900, "question": text, "language": "en"}]
    return survey(questions=asked, question_l10ns=texts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{sum(T_SQ1.value, T_SQ2.value, T_SQ3.value)}", "expression_agrees"),
        ("{sum(that.T.value)}", "expression_agrees"),
        ("{sum(Q_1.value)}", "expression_vs_factcard.none"),
        ("{sum(T_SQ1.value, T_SQ2.value, T_SQ3.value) * 4}", "expression_vs_factcard.method"),
    ],
)
def test_formula_is_compared_and_never_run(text: str, message: str) -> None:
    result = read(equation(text))
    assert message in messages(result)
    assert found(result, "scoring_not_run").place.path == "questions[1].title"


def test_ranges_of_assessments_are_bands_without_a_source() -> None:
    ranges = [
        {"id": n, "scope": "T", "gid": 0, "name": "sea", "minimum": low, "maximum": high, "language": "en"}
        for n, (low, high) in enumerate(((0, 2), (3, 4), (5, 6)))
    ]
    finding = found(read(survey(assessments=ranges)), "bands_without_source")
    assert (finding.values["bands"], finding.place.path) == ("0–2, 3–4, 5–6", "assessments[0]")


def test_unfinished_translation() -> None:
    result = read(
        survey(
            question_l10ns=[
                row for row in tables()["question_l10ns"] if row["qid"] != 103 or row["language"] == "en"
            ]
        )
    )
    assert messages(result) == {"translation_incomplete"}
    assert draft(result).languages == ("en",)


def test_card_by_title_and_what_differs_from_it() -> None:
    titled = [{"surveyls_language": "en", "surveyls_title": "Keeper"}]
    result = read(survey(surveys_languagesettings=titled), cards=[lighthouse.keeper()])
    assert {"card_matched", "item_count"} <= messages(result)


def test_mbi_by_its_title_is_refused() -> None:
    titled = [{"surveyls_language": "en", "surveyls_title": "Maslach Burnout Inventory"}]
    assert found(read(survey(surveys_languagesettings=titled)), "mbi").severity == Severity.ERROR


def test_group_or_question_export_is_refused_in_words() -> None:
    assert found(read(survey(kind="Group")), "not_survey").values == {"found": "Group"}


def test_yes_and_no_count_one_and_nought_once_somebody_signs() -> None:
    asked = [
        {"qid": n, "parent_qid": 0, "gid": 1, "type": "Y", "title": f"Y{n}", "question_order": n}
        for n in (1, 2)
    ]
    texts = [
        {"qid": n, "question": text, "language": language}
        for n in (1, 2)
        for text, language in ((lighthouse.EN[n], "en"), (lighthouse.RU[n], "ru"))
    ]
    result = read(survey(questions=asked, question_l10ns=texts, subquestions=[], answers=[], answer_l10ns=[]))
    finding = found(result, "codes_missing.yes_no")
    assert (finding.severity, finding.values["items"]) == (Severity.OPEN, "Y1, Y2")
    (answers,) = draft(result).response_sets
    assert [(option.code, option.text["ru"]) for option in answers.options] == [(1, "Да"), (0, "Нет")]


def test_array_of_yes_no_and_uncertain_counts_the_last_as_no_answer() -> None:
    result = read(survey(**changed("questions", 0, type="C"), answers=[], answer_l10ns=[]))
    (answers,) = draft(result).response_sets
    assert [(option.code, option.is_missing) for option in answers.options] == [
        (1, False),
        (0, False),
        (None, True),
    ]


def test_more_same_less_have_no_numbers_and_get_none() -> None:
    result = read(survey(**changed("questions", 0, type="E"), answers=[], answer_l10ns=[]))
    assert result.instrument is None
    assert found(result, "codes_missing.all").severity == Severity.ERROR


def dual(**changes: object) -> bytes:
    """The array with a second scale: how sure, 1 and 2, beside how often."""
    answers = [*tables()["answers"]]
    answers += [
        {"aid": 10 + n, "qid": 100, "code": f"B{n}", "sortorder": n, "assessment_value": n, "scale_id": 1}
        for n in (1, 2)
    ]
    texts = [
        *tables()["answer_l10ns"],
        *(
            {"aid": 10 + n, "answer": text, "language": language}
            for n, both in ((1, ("Hardly", "Едва ли")), (2, ("Surely", "Точно")))
            for text, language in zip(both, ("en", "ru"), strict=True)
        ),
    ]
    heads = [
        {"qid": 100, "attribute": f"dualscale_header{letter}", "value": value, "language": language}
        for letter, both in (("A", ("often", "часто")), ("B", ("sure", "верно")))
        for value, language in zip(both, ("en", "ru"), strict=True)
    ]
    whole = {"answers": answers, "answer_l10ns": texts, "question_attributes": heads}
    return survey(**changed("questions", 0, type="1"), **(whole | changes))


def test_each_row_of_two_scales_is_two_questions_with_their_headings() -> None:
    result = read(dual())
    made = draft(result)
    assert [(item.key, item.text["ru"]) for item in made.items][:2] == [
        ("T_SQ1_0", f"{lighthouse.RU[0]} (часто)"),
        ("T_SQ1_1", f"{lighthouse.RU[0]} (верно)"),
    ]
    assert [[option.code for option in each.options] for each in made.response_sets] == [[0, 1, 2], [1, 2]]
    assert found(result, "dual_scale").place.path == "questions[0].type"
    assert "duplicate_text" not in messages(result)


def test_two_scales_without_headings_ask_the_same_twice() -> None:
    assert "duplicate_text" in messages(read(dual(question_attributes=[])))


def test_second_list_of_answers_never_slips_into_a_question_of_one() -> None:
    stray = {"aid": 9, "qid": 100, "code": "A9", "sortorder": 9, "assessment_value": 9, "scale_id": 1}
    made = draft(read(survey(answers=[*tables()["answers"], stray])))
    assert [option.code for option in made.response_sets[0].options] == [0, 1, 2]
