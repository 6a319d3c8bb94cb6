"""How far an answer can be relied on: people deny or forget what is there more often than they invent it."""

from pygalgia.domain.belief import Belief
from pygalgia.domain.finding import Finding, Who
from pygalgia.frozen import Frozen


class Marking(Frozen):
    """How likely somebody marks a place that hurts: the typical place nearly always, lesser ones seldom.

    Attributes:
        always: P(marked | it hurts there) with a cause that hurts there in everybody.
        power: How fast that falls where it hurts in fewer; 0 is the same for all places.
    """

    always: Belief
    power: float

    def p_marked(self, p_there: float) -> float:
        """Return P(marked | it hurts there): `always` times `p_there` to the `power`.

        Args:
            p_there: P(it hurts there) with the cause or mechanism, 0 to 1.
        """
        return self.always.present * float(p_there**self.power)


class Telling(Frozen):
    """P(a sign that is there is denied, missed or left out), as beliefs about the state `present`.

    Attributes:
        denied: By who answers.
        known_better: Topic, or one finding, to the belief for patients' findings, where people know better:
            facts of a life (an injection, a birth), places that hurt, what can be seen. A finding counts
            before its topic.
        marking: How likely a place that hurts is marked: silence about a place is weaker than a "no".
    """

    denied: dict[Who, Belief]
    known_better: dict[str, Belief]
    marking: Marking

    def p_denied(self, finding: Finding) -> float:
        """Return P(this finding is denied | it is there)."""
        general = self.denied[finding.who]
        if finding.who != "patient":
            return general.present
        of_topic = self.known_better.get(finding.topic, general)
        return self.known_better.get(finding.id, of_topic).present
