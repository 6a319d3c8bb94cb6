"""The findings that a list asks about, whether they were shown or not."""

from pygalgia.domain.interview_rules import InterviewRules, Sheet, TickList
from pygalgia.interview import QuestionId


def rows_of(question: QuestionId, rules: InterviewRules) -> tuple[Sheet | None, tuple[TickList, ...]]:
    """Return the sheet that a list question shows, if it is one, and the lists that stand on it."""
    if question.kind == "screen":
        return None, tuple(each for each in rules.screen if each.id == question.name)
    sheet = next((each for each in rules.sheets if each.id == question.name), None)
    names = sheet.lists if sheet else ()
    return sheet, tuple(each for each in (*rules.screen, *rules.lists) if each.id in names)


def lines_of(question: QuestionId, rules: InterviewRules) -> tuple[str, ...]:
    """Return the findings of a list question, shown or not; none where there is no such list."""
    _, rows = rows_of(question, rules)
    return tuple(dict.fromkeys(tick.finding for row in rows for tick in row.ticks))
