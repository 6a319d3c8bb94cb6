"""One entry of the knowledge base, readable, with what uses it."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.text import Text

from pygalgia.domain.belief import Belief
from pygalgia.domain.condition import Condition
from pygalgia.domain.evidence import Figure, Source
from pygalgia.domain.finding import Finding
from pygalgia.domain.in_names import in_names
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import flag_findings
from pygalgia.domain.mechanism import Mechanism
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.errors import Problem, RequestError
from pygalgia.knowledge.coherence import used_figures
from pygalgia.reading import nearest
from pygalgia.report.citations import reference

Line = tuple[str, str]


def kinds(base: KnowledgeBase) -> dict[str, Mapping[str, object]]:
    """Return every kind of entry by its plural name."""
    return {
        "conditions": base.conditions,
        "findings": base.findings,
        "mechanisms": base.mechanisms,
        "red-flags": base.red_flags,
        "figures": base.figures,
        "sources": base.sources,
        "guidance": base.guidance,
        "services": base.services,
        "regions": base.regions,
    }


def print_list(base: KnowledgeBase, kind: str, console: Console | None = None) -> None:
    """Print the ids of one kind.

    Raises:
        RequestError: there is no such kind.
    """
    known = kinds(base)
    if kind not in known:
        raise RequestError(
            [Problem(where="KIND", found=repr(kind), expected=", ".join(known), fix=nearest(kind, known))]
        )
    console = console or Console(highlight=False)
    for id_, entry in known[kind].items():
        console.print(f"{id_}  [dim]{_summary(entry)}[/dim]", soft_wrap=True)


def _summary(entry: object) -> str:
    if isinstance(entry, Finding):
        states = ", ".join(entry.states) or "list of regions"
        return f"{entry.name} ({entry.kind}: {states}; {entry.who}{_parents(entry)})"
    if isinstance(entry, Figure):
        return f"{entry.measure} {entry.value:g}: {entry.finding}"
    return str(
        getattr(entry, "name", None) or getattr(entry, "title", None) or getattr(entry, "statement", "")
    )


def _parents(finding: Finding) -> str:
    through = f"; through {finding.mechanism}" if finding.mechanism else ""
    asked = finding.asked_if
    return through + (f"; if {asked.finding} is {' or '.join(asked.states)}" if asked else "")


def print_entry(base: KnowledgeBase, id_: str, console: Console | None = None) -> None:
    """Print everything about one id, and what uses it.

    Raises:
        RequestError: nothing has this id.
    """
    kind, entry = _find(base, id_)
    console = console or Console(highlight=False)
    console.print(Text(f"{kind.rstrip('s')} {entry.id}", style="bold"))
    for label, words in _lines(base, entry):
        console.print(Text(f"  {label}: ", style="dim").append(words, style="not dim"), soft_wrap=True)


def _find(base: KnowledgeBase, id_: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - any entry
    known = kinds(base)
    wanted, _, rest = id_.partition("/")
    if wanted in known and rest in known[wanted]:
        return wanted, known[wanted][rest]
    for kind, entries in known.items():
        if id_ in entries:
            return kind, entries[id_]
    everything = [name for entries in known.values() for name in entries]
    raise RequestError(
        [Problem(where="ID", found=repr(id_), expected="a known id", fix=nearest(id_, everything))]
    )


def _lines(base: KnowledgeBase, entry: object) -> Iterator[Line]:
    if isinstance(entry, Condition):
        yield from _condition(base, entry)
    elif isinstance(entry, Finding):
        yield from _finding(base, entry)
    elif isinstance(entry, Mechanism):
        yield from _mechanism(base, entry)
    elif isinstance(entry, RedFlag):
        yield from _flag(base, entry)
    elif isinstance(entry, Figure):
        yield from _figure(base, entry)
    elif isinstance(entry, Source):
        yield from _source(base, entry)
    else:
        for name in entry.__slots__:  # type: ignore[attr-defined]
            yield name, str(getattr(entry, name))


def _condition(base: KnowledgeBase, entry: Condition) -> Iterator[Line]:
    yield "name", f"{entry.name} ({entry.plain_name})"
    yield "in plain words", entry.plain
    yield "group, layer, codes", f"{entry.group}, {entry.layer}, ICD-10 {entry.icd10}, ICD-11 {entry.icd11}"
    yield "urgency", f"{entry.action.urgency}: {entry.action.because}"
    for share in entry.shares:
        yield (
            f"share ({share.population}, {share.setting})",
            f"{share.p:.4g} ({share.low:.2g} to {share.high:.2g}), {share.basis}",
        )
    for name, modifier in (("age", entry.age), ("sex", entry.sex)):
        if modifier is not None:
            yield (
                f"factor by {name}",
                ", ".join(f"{key} x {value:g}" for key, value in modifier.times.items()),
            )
    for link in entry.mechanisms:
        background = base.mechanisms[link.target].background.present
        yield f"mechanism {link.target}", f"{_belief(link.belief)} (background {background:g})"
    for link in entry.findings:
        yield f"finding {link.target}", _belief(link.belief)
    if entry.child_because:
        yield "before 18", entry.child_because
    for link in (*entry.child_mechanisms, *entry.child_findings):
        yield f"before 18: {link.target}", _belief(link.belief)
    yield "red flags", ", ".join(f.id for f in base.red_flags.values() if entry.id in f.conditions) or "none"
    yield (
        "review",
        "signed by " + entry.review.reviewer if entry.review.reviewer else "not yet reviewed by a clinician",
    )


def _belief(belief: Belief) -> str:
    if set(belief.states) == {"absent", "present"}:
        number = f"{belief.present:g}"
    else:
        number = ", ".join(f"{state} {p:.3g}" for state, p in belief.states.items())
    basis = f"{belief.basis}: {', '.join(belief.figures)}" if belief.figures else belief.basis
    reason = f"; {belief.because}" if belief.because else ""
    return f"{number} [{basis}; n {belief.n:g}]{reason}"


def _finding(base: KnowledgeBase, entry: Finding) -> Iterator[Line]:
    yield "name", entry.name
    yield "answered by", entry.who
    yield (
        "states",
        ", ".join(f"{state} ({entry.state_names[state]})" for state in entry.states) or "a list of regions",
    )
    if entry.scale is not None:
        yield "units", ", ".join(unit.code for unit in entry.scale.units)
    yield "question", entry.question
    yield "for clinicians", in_names(entry.clinician, base.findings)
    yield "help", entry.help
    if entry.coding:
        yield "for who encodes a report", entry.coding
    yield "why", entry.why
    if entry.asked_if is not None:
        yield "asked only if", f"{entry.asked_if.finding} is {' or '.join(entry.asked_if.states)}"
    if entry.background is not None:
        yield "background rate", _belief(entry.background)
    yield from _beliefs_about(base, entry)
    flags = [f.id for f in base.red_flags.values() if entry.id in flag_findings(f)]
    yield "red flags", ", ".join(flags) or "none"


def _beliefs_about(base: KnowledgeBase, entry: Finding) -> Iterator[Line]:
    for mechanism in base.mechanisms.values():
        for each in mechanism.manifestations:
            if each.finding == entry.id:
                yield f"where {mechanism.id} is at work", _belief(each.present)
                yield "where it is not", _belief(each.absent)
    for condition in base.conditions.values():
        for link in condition.findings:
            if link.target == entry.id:
                yield f"in {condition.id}", _belief(link.belief)


def _mechanism(base: KnowledgeBase, entry: Mechanism) -> Iterator[Line]:
    yield "name", f"{entry.name} ({entry.plain})"
    yield "background", _belief(entry.background)
    for each in entry.manifestations:
        yield f"{each.finding}, at work", _belief(each.present)
        yield f"{each.finding}, not", _belief(each.absent)
    for condition in base.conditions.values():
        for link in condition.mechanisms:
            if link.target == entry.id:
                yield f"in {condition.id}", _belief(link.belief)


def _flag(base: KnowledgeBase, entry: RedFlag) -> Iterator[Line]:
    yield "name", entry.name
    yield "hazard, urgency", f"{entry.hazard}, {entry.urgency}"
    yield "raised when", _test(entry.when)
    for floor in entry.floors:
        limits = [f"unless {_test(floor.unless)}"] if floor.unless else []
        limits += [f"only if {_test(floor.only_if)}"] if floor.only_if else []
        yield "while open, at least", " ".join([floor.urgency, *limits])
    yield "for clinicians", entry.text
    yield "in plain words", entry.plain
    yield "do now", entry.do_now
    for name in entry.sources:
        yield "source", reference(base.sources[name])


def _test(test: Criterion) -> str:
    if test.finding is not None:
        return f"{test.finding} is {' or '.join(test.states)}"
    if test.all_of:
        return "(" + " and ".join(_test(each) for each in test.all_of) + ")"
    if test.any_of:
        return "(" + " or ".join(_test(each) for each in test.any_of) + ")"
    if test.at_least is not None:
        return f"at least {test.at_least} of (" + ", ".join(_test(each) for each in test.of) + ")"
    if test.sex is not None:
        return f"sex is {test.sex}"
    low = "" if test.min_age is None else f"age >= {test.min_age:g}"
    high = "" if test.below_age is None else f"age < {test.below_age:g}"
    return " and ".join(each for each in (low, high) if each)


def _figure(base: KnowledgeBase, entry: Figure) -> Iterator[Line]:
    yield "says", f"{entry.measure} {entry.value:g} of {entry.finding} ({entry.condition})"
    yield (
        "counted in",
        f"{entry.population or 'not stated'}; n = {entry.n if entry.n is not None else 'not stated'}",
    )
    if entry.ci is not None:
        yield "95 % interval", f"{entry.ci[0]:g} to {entry.ci[1]:g}"
    yield "reference standard", entry.reference_standard or "not stated"
    if entry.quality is not None:
        yield "grade (our own reading, by rule)", entry.quality.words
    if entry.passage:
        yield "read", entry.passage
    yield "note", entry.note or "none"
    yield "source", reference(base.sources[entry.source])
    yield (
        "used by",
        "; ".join(used_figures(base).get(entry.id, [])) or f"nothing: {base.unused_figures.get(entry.id)}",
    )


def _source(base: KnowledgeBase, entry: Source) -> Iterator[Line]:
    yield "citation", reference(entry)
    yield "kind", entry.kind
    yield "read on", entry.url_seen or "no page read"
    yield "figures", ", ".join(f.id for f in base.figures.values() if f.source == entry.id) or "none"
    yield "guidance", ", ".join(g.id for g in base.guidance.values() if g.source == entry.id) or "none"
