"""Random small knowledge bases, and cases that answer some of their findings."""

from hypothesis import strategies as st

import builders
from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase

rates = st.floats(0.01, 0.99)
LARGEST = 4


@st.composite
def bases(draw: st.DrawFn) -> KnowledgeBase:
    """Return a base of up to four conditions, four mechanisms and eight findings."""
    mechanism_count = draw(st.integers(0, LARGEST))
    names = [f"m{index}" for index in range(mechanism_count)]
    findings, shared = [], {name: {} for name in names}
    for index in range(draw(st.integers(1, 2 * LARGEST))):
        states = draw(st.sampled_from([("absent", "present"), ("s0", "s1", "s2")]))
        parent = draw(st.sampled_from([None, *names]))
        belief = _beliefs(states)
        findings.append(
            builders.finding(
                f"f{index}", states=states, mechanism=parent, background=None if parent else draw(belief)
            )
        )
        if parent:
            shared[parent][f"f{index}"] = (draw(belief), draw(belief))
    mechanisms = [builders.mechanism(name, background=draw(rates), findings=shared[name]) for name in names]
    conditions = [
        builders.condition(
            f"c{index}",
            share=draw(st.floats(0.05, 1)),
            mechanisms={name: builders.yes(draw(rates)) for name in names if draw(st.booleans())},
            findings={
                each.id: draw(_beliefs(each.states))
                for each in findings
                if each.mechanism is None and draw(st.booleans())
            },
        )
        for index in range(draw(st.integers(1, LARGEST)))
    ]
    return builders.base(findings=findings, mechanisms=mechanisms, conditions=conditions)


def _beliefs(states: tuple[str, ...]) -> st.SearchStrategy:
    if states == ("absent", "present"):
        return rates.map(builders.yes)
    return st.tuples(rates, rates, rates).map(lambda three: builders.over(*three))


@st.composite
def bases_and_cases(draw: st.DrawFn) -> tuple[KnowledgeBase, Case]:
    """Return a base and a case that leaves some findings unknown."""
    base = draw(bases())
    states = {
        finding.id: draw(st.sampled_from(finding.states))
        for finding in base.findings.values()
        if draw(st.booleans())
    }
    return base, Case(id="random", sex="unknown", setting="primary-care", states=states)
