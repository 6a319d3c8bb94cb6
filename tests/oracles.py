"""The same network in pyAgrum: an independent exact engine to compare with."""

import numpy as np
import pyagrum as gum

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.inference import Model
from pygalgia.inference.interval import beta

CAUSE = "cause"


def network(base: KnowledgeBase, model: Model, case: Case) -> gum.BayesNet:
    """Return the three-layer network with the priors that hold for this case's age, sex and setting."""
    net = gum.BayesNet("pygalgia")
    who = "children" if case.age_years is not None and case.age_years < 18 else "adults"
    net.add(gum.LabelizedVariable(CAUSE, CAUSE, list(base.conditions)))
    net.cpt(CAUSE).fillWith(np.exp(model.priors.log_prior(case)).tolist())
    for name, mechanism in base.mechanisms.items():
        net.add(gum.LabelizedVariable(name, name, ["absent", "present"]))
        net.addArc(CAUSE, name)
        for condition in base.conditions.values():
            stated = condition.mechanisms_in(who)
            own = {link.target: link.belief.present for link in stated}
            q = own.get(name, mechanism.background.present)
            net.cpt(name)[{CAUSE: condition.id}] = [1 - q, q]
    for name, mechanism in base.mechanisms.items():
        for each in mechanism.manifestations:
            _add(net, base, each.finding)
            net.addArc(name, each.finding)
            told = told_instead(base, each.finding)
            net.cpt(each.finding)[{name: "present"}] = (told @ list(each.present.states.values())).tolist()
            net.cpt(each.finding)[{name: "absent"}] = (told @ list(each.absent.states.values())).tolist()
    own_beliefs = {
        condition.id: {link.target: link.belief for link in condition.findings_in(who)}
        for condition in base.conditions.values()
    }
    for finding in base.findings.values():
        if finding.scored and finding.mechanism is None:
            _add(net, base, finding.id)
            net.addArc(CAUSE, finding.id)
            for condition in base.conditions.values():
                belief = own_beliefs[condition.id].get(finding.id, finding.background)
                there = [belief.states[s] for s in finding.states]
                told = told_instead(base, finding.id) @ there
                net.cpt(finding.id)[{CAUSE: condition.id}] = told.tolist()
    return net


def told_instead(base: KnowledgeBase, name: str) -> np.ndarray:
    """Return (told, there) P(a state is told | a state is there): what is there may be denied."""
    finding = base.findings[name]
    matrix = np.eye(len(finding.states))
    if finding.denial is not None:
        denied = base.telling.p_denied(finding)
        for column, state in enumerate(finding.states):
            if state != finding.denial:
                matrix[column, column] = 1 - denied
                matrix[finding.states.index(finding.denial), column] = denied
    return matrix


def _add(net: gum.BayesNet, base: KnowledgeBase, name: str) -> None:
    net.add(gum.LabelizedVariable(name, name, list(base.findings[name].states)))


def evidence(base: KnowledgeBase, model: Model, case: Case) -> dict[str, list[float]]:
    """Return a likelihood over the states of each finding that is scored in the case.

    A region that is not marked is soft evidence about what makes it hurt, cause or mechanism: it may hurt all
    the same, and how likely it is marked then depends on how typical it is.
    """
    result: dict[str, np.ndarray] = {}
    for name, _ in model.selected(case, base.findings):
        finding, state = base.findings[name], case.states[name]
        if state == finding.fallback and case.origins.get(name) == "from-regions":
            parent, silent = unmarked(
                base, finding, children=case.age_years is not None and case.age_years < 18
            )
            result[parent] = result.get(parent, 1.0) * silent
        else:
            result[name] = np.array([float(each == state) for each in finding.states])
    return {name: each.tolist() for name, each in result.items()}


def unmarked(base: KnowledgeBase, finding: Finding, *, children: bool) -> tuple[str, np.ndarray]:
    """Return what a place hangs on, and P(it is not marked) for each state of that."""
    if finding.mechanism is not None:
        [each] = [m for m in base.mechanisms[finding.mechanism].manifestations if m.finding == finding.id]
        parent, beliefs = finding.mechanism, [each.absent, each.present]
    else:
        who = "children" if children else "adults"
        own = [{link.target: link.belief for link in c.findings_in(who)} for c in base.conditions.values()]
        parent, beliefs = CAUSE, [each.get(finding.id, finding.background) for each in own]
    there = np.array([1 - each.states[finding.fallback] for each in beliefs])
    marking = base.telling.marking
    return parent, 1 - marking.always.present * there**marking.power * there


def posterior(net: gum.BayesNet, given: dict[str, list[float]]) -> np.ndarray:
    """Return P(cause | evidence) by lazy propagation on the junction tree."""
    engine = gum.LazyPropagation(net)
    engine.setEvidence(given)
    engine.addTarget(CAUSE)
    engine.makeInference()
    return engine.posterior(CAUSE).toarray()


def drawn_one_by_one(
    model: Model, log_prior: np.ndarray, log_spread: np.ndarray, rows: np.ndarray, *, draws: int
) -> np.ndarray:
    """Return (D, C) posteriors under tables of which every single rate is drawn, one after the other."""
    rng = np.random.default_rng(1)
    score = log_prior + rng.standard_normal((draws, log_prior.size)) * log_spread
    parent = model.parent[rows]
    for row in rows[parent == -1]:
        background = np.exp(model.log_background[row : row + 1])
        score += np.log(
            _rates(np.exp(model.log_direct[row]), model.direct_n[row], model.own[row], background, rng, draws)
        )
    for mechanism in np.unique(parent[parent != -1]):
        here = rows[parent == mechanism]
        present = beta(model.p_if_present[here], model.n_if_present[here], draws, rng)
        absent = beta(model.p_if_absent[here], model.n_if_absent[here], draws, rng)
        ratio = np.exp((np.log(present) - np.log(absent)).sum(axis=1))
        background = model.q_background[mechanism : mechanism + 1]
        q = _rates(model.q[mechanism], model.q_n[mechanism], model.q_own[mechanism], background, rng, draws)
        score += np.log1p(q * (ratio[:, None] - 1))
    weight = np.exp(score - score.max(axis=1, keepdims=True))
    return weight / weight.sum(axis=1, keepdims=True)


def _rates(p, n, own, background, rng, draws):
    rates = np.empty((draws, own.size))
    rates[:, own] = beta(p[own], n[own], draws, rng)
    if not own.all():
        rates[:, ~own] = beta(background, n[~own][:1], draws, rng)
    return rates
