"""Read every account of a set, beside plainer readers."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.evaluation.comparators.keywords import by_context, by_keywords
from pygalgia.evaluation.measures import own_words as measures
from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.intake import encode_case
from pygalgia.intake.rows import Answer, CaseRow
from pygalgia.own_words import Candidate, lexicon, read

READERS = ("pygalgia", "keywords with rules of context", "keywords")


def compared(
    texts: Mapping[str, str],
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    progress: Progress = silent,
) -> dict[str, dict[str, Measure]]:
    """Return the measures of each reader on the same texts.

    Args:
        texts: Case id to the account.
        cases: As a blind coder wrote the accounts down.
        knowledge: What may be read.
        progress: Told of every reader.
    """
    base, words = knowledge.base, lexicon()
    readers: dict[str, Callable[[str], Iterable[Candidate]]] = {
        READERS[0]: lambda text: read(text, words, base).answers,
        READERS[1]: lambda text: by_context(text, base, words),
        READERS[2]: lambda text: by_keywords(text, base),
    }
    codable = measures.used(cases)
    for text in texts.values():
        # Once loaded: phrases are compiled when they are first met.
        read(text, words, base)
    result = {}
    for name in progress(READERS, "Reading the accounts", len(READERS)):
        tally, spent = measures.Tally(), list[float]()
        for case in cases:
            begun = time.process_time()
            found = list(readers[name](texts[case.id]))
            spent.append((time.process_time() - begun) * 1e6 / max(1, len(texts[case.id])))
            follows = _follows(found, case, knowledge)
            told, code = measures.proposed(found, base), measures.coded(case, base)
            measures.add(tally, told, code, case, base, codable=codable, follows=follows)
        result[name] = measures.metrics(tally)
        if name == READERS[0]:
            result[name]["milliseconds_for_1000_characters_p95"] = _p95(spent)
    return result


def _follows(found: Sequence[Candidate], case: Case, knowledge: assessing.Knowledge) -> Mapping[str, str]:
    """Return what follows from the places that were proposed, such as how far down the leg it goes."""
    regions = [name for each in found for name in each.regions]
    answers: dict[str, Answer] = {measures.SITE: regions} if regions else {}
    row = CaseRow(schema_="pygalgia/case/1", id=case.id, answers=answers)
    return encode_case(row, knowledge.vocabulary).states


def document(
    readers: Mapping[str, Mapping[str, Measure]],
    interviews: Mapping[str, Mapping[str, Measure]],
    *,
    accounts: int,
) -> dict[str, object]:
    """Return what `reading.json` holds.

    Args:
        readers: Reader to its measures.
        interviews: Who answered (`coded`, `played`, `played, the rest denied`) to what was spared.
        accounts: How many were read.
    """
    return {
        "schema": "pygalgia/reading-evaluation/2",
        "accounts": accounts,
        "readers": {
            name: {what: each.as_row() for what, each in many.items()} for name, many in readers.items()
        },
        "interviews": {
            who: {what: each.as_row() for what, each in many.items()} for who, many in interviews.items()
        },
    }


def _p95(values: Sequence[float]) -> Measure:
    spent = float(np.quantile(np.array(values), 0.95))
    return Measure(value=spent, low=None, high=None, n=len(values), interval="none")
