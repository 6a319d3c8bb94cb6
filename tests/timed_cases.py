"""Random cases of danger signs with what was told of their time."""

from hypothesis import strategies as st

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.timing import COURSES, Since, Timing

CALM_COURSES = ("same", "better", "comes-and-goes")
MONTHS = Since(from_days=90, below_days=float("inf"), words="-")
spans = st.one_of(
    st.none(),
    st.sampled_from([(0.0, 2.0), (2.0, 14.0), (14.0, 90.0), (90.0, float("inf")), (0.0, float("inf"))]).map(
        lambda edges: Since(from_days=edges[0], below_days=edges[1], words="-")
    ),
)
timings = st.builds(
    Timing, since=spans, course=st.sampled_from([None, *COURSES]), past=st.sampled_from([None, True, False])
)
#: Every time that says nothing of a sign that is new or grows.
calm_timings = st.builds(
    Timing,
    since=st.sampled_from([None, MONTHS]),
    course=st.sampled_from([None, *CALM_COURSES]),
    past=st.sampled_from([None, True, False]),
)


@st.composite
def cases(draw, knowledge, times):
    """Return a case of danger signs, some of them with a time."""
    names = draw(st.lists(st.sampled_from(sorted(knowledge.raising)), min_size=2, max_size=10, unique=True))
    states = {name: draw(st.sampled_from(knowledge.base.findings[name].states)) for name in names}
    signs = sorted({name for rule in knowledge.base.calming.values() for name in rule.findings})
    for name in draw(st.lists(st.sampled_from(signs), min_size=1, max_size=4, unique=True)):
        there = [state for state in knowledge.base.findings[name].states if state not in NOTHING]
        states[name] = draw(st.sampled_from(there))
    told = [name for name in states if name in signs and states[name] not in NOTHING]
    return Case(
        id="random",
        sex=draw(st.sampled_from(["female", "male", "unknown"])),
        setting="self",
        age_years=draw(st.one_of(st.none(), st.floats(0, 100))),
        states=states,
        times={name: draw(times) for name in told},
    )
