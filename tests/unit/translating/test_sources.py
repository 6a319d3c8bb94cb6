"""Every text that somebody reads is a message, and every message has one area."""

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge import load_knowledge
from pygalgia.knowledge.said import SAID, UNSAID
from pygalgia.knowledge.translated import messages, translated
from pygalgia.texts import PSEUDO, english, using
from pygalgia.translating.sources import AREAS, of_code, sources


def parts(hint):
    if get_origin(hint) is Literal:
        return
    if not get_args(hint):
        yield hint
    for each in get_args(hint):
        yield from parts(each)


def kinds(kind=KnowledgeBase, seen=None):
    """Return every kind of object that a knowledge base may hold."""
    seen = set() if seen is None else seen
    if kind not in seen:
        seen.add(kind)
        for hint in hints(kind).values():
            for each in parts(hint):
                if is_dataclass(each):
                    kinds(each, seen)
    return seen


def hints(kind):
    return get_type_hints(kind, vars(sys.modules[kind.__module__]))


def texts_of(kind) -> set[str]:
    """Return the fields that may hold words: texts, and mappings or lists of them."""
    return {name for name, hint in hints(kind).items() if holds_text(hint)}


def holds_text(hint) -> bool:
    """Return whether a field may hold text, keys of a mapping apart."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return False
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return holds_text(inside[1])
    return hint is str or any(holds_text(each) for each in inside)


@pytest.mark.parametrize("kind", sorted(kinds(), key=lambda each: each.__name__))
def test_every_text_of_the_knowledge_is_said_or_declared_unsaid(kind) -> None:
    """A new field cannot be forgotten: it is declared in `knowledge/said.py`, one way or the other."""
    said, unsaid = set(SAID.get(kind, {})), set(UNSAID.get(kind, ()))
    names = {each.name for each in fields(kind)}
    assert not said & unsaid
    assert said | unsaid <= names
    assert texts_of(kind) <= said | unsaid


def test_the_search_for_texts_finds_them() -> None:
    """The test above sees plain texts, lists and mappings of them."""
    from pygalgia.domain.care_rules import Routing
    from pygalgia.domain.finding import Finding

    assert {"question", "state_names", "states"} <= texts_of(Finding)
    assert {"say", "bring"} <= texts_of(Routing)
    assert "background" not in texts_of(Finding)


def test_a_translated_base_shares_all_that_is_not_text() -> None:
    """Ids, numbers, rules and evidence are the same objects; every text that is said has changed."""
    base = load_knowledge()
    made = translated(base, PSEUDO)
    assert made.sources is base.sources
    assert made.triage is base.triage
    for name, finding in base.findings.items():
        assert made.findings[name].implies is finding.implies
        assert made.findings[name].states == finding.states
        assert made.findings[name].background is finding.background
    for name, flag in base.red_flags.items():
        assert made.red_flags[name].when is flag.when
        assert made.red_flags[name].do_now.startswith("[")
    assert not [each for each in messages(made) if not each.text.startswith("[")]


def test_of_a_translated_text_the_english_is_known() -> None:
    base = load_knowledge()
    question = translated(base, PSEUDO).findings["fever"].question
    with using(PSEUDO):
        assert english(question) == base.findings["fever"].question
    assert english(question) == question


def test_english_is_the_base_itself() -> None:
    base = load_knowledge()
    assert translated(base, "en") is base


def test_contexts_stay_when_a_list_changes() -> None:
    """A place in a list is no part of a context: what is put in front does not move the others."""
    contexts = [each.context for each in messages(load_knowledge())]
    numbered = [each for each in contexts if any(part.isdigit() for part in each.split("/"))]
    assert not [each for each in numbered if "/state-names/" not in each]
    assert {"finding/fever/question", "shared/state-names"} <= set(contexts)


def test_every_message_has_one_area() -> None:
    found = sources(load_knowledge())
    assert {each.area for each in found.values()} <= set(AREAS)
    assert len(found) > 5000


def test_a_translator_sees_what_a_text_answers() -> None:
    """The answer beside its question, the line of a list beside that of the list."""
    base = load_knowledge()
    hints = {each.context: each.hints for each in sources(base).values()}
    assert hints["finding/onset/state-names/after-known-load"] == (
        f"answers: {base.findings['onset'].question}",
    )
    nerves = next(each for each in base.interview.screen if each.id == "nerves")
    assert (f"a line under: {nerves.question}",) in hints.values()
    assert hints["finding/fever/question"] == ()


def test_messages_of_code_and_templates_are_found(tmp_path) -> None:
    """Python and Jinja, with contexts and plurals; what only looks like a message is none."""
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "a.py").write_text(
        "from pygalgia.texts import _, in_context, later, many\n"
        "# For translators: on the phone\n"
        "_('Call %(number)s', number=1)\n"
        "in_context('side', 'left')\n"
        "many('%(n)s day', '%(n)s days', 2)\n"
        "WORD = later('no')\n"
    )
    (tmp_path / "other.py").write_text("_('no message')\n")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "a.html").write_text(
        "<p>{{ _('Stop') }} {{ ngettext('%(num)s sign', '%(num)s signs', n) }}"
        "{% trans number=n %}Ring {{ number }}{% endtrans %} {{ pgettext('side', 'right') }}</p>"
    )
    found = {(each.area, each.context, each.text, each.plural) for each in of_code(tmp_path)}
    assert found == {
        ("terminal", None, "Call %(number)s", None),
        ("terminal", "side", "left", None),
        ("terminal", None, "%(n)s day", "%(n)s days"),
        ("terminal", None, "no", None),
        ("pages", None, "Stop", None),
        ("pages", None, "%(num)s sign", "%(num)s signs"),
        ("pages", None, "Ring %(number)s", None),
        ("pages", "side", "right", None),
    }
    assert next(each.hints for each in of_code(tmp_path) if each.text.startswith("Call")) == ("on the phone",)
