"""The page of each cause, sign, pattern, warning sign, exercise and source, with its numbers."""

from collections.abc import Mapping
from typing import Literal, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from pygalgia.domain.exercise import Exercise, MicroBreak
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.red_flag import Floor
from pygalgia.drawing import exercise_picture
from pygalgia.report.bibliography import cited
from pygalgia.report.citations import Citations
from pygalgia.web.content.catalogue import KINDS
from pygalgia.web.content.review import Review, review, signed_as
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.reader import lists as reader_lists
from pygalgia.web.reader import rates as reader_rates
from pygalgia.web.reader.drawn import drawn
from pygalgia.web.reader.rules import Rule, in_words

router = APIRouter(include_in_schema=False)

Entry = TypeVar("Entry")
View = Literal["plain", "clinical"]


def reviewed(here: Services, path: str) -> Review:
    """Return where the review of a page stands today."""
    content = here.english_catalogue.pages[path].content_sha256
    return review(here.sign_offs.of(path), content_sha256=content, today=here.database.clock().date())


def translation_reviewed(here: Services, path: str) -> Review:
    """Return where the review of a page in the language spoken now stands; in English, its review itself."""
    content = here.catalogue.pages[path].content_sha256
    signed = here.sign_offs.of(signed_as(path))
    return review(signed, content_sha256=content, today=here.database.clock().date())


@router.get("/conditions/{name}")
def condition(request: Request, here: Here, name: str, view: View = "plain") -> Response:
    """Draw the page of one cause."""
    base = here.knowledge.base
    entry = _one(base.conditions, "conditions", name)
    told = list(reader_rates.signs(here.knowledge, entry))
    return drawn(
        request,
        "reader/condition.html",
        entry=entry,
        view=view,
        cites=Citations(base),
        told=told,
        speaking_for=reader_rates.speaking_for(told, most=12),
        speaking_against=reader_rates.speaking_against(told, most=6),
        flags=[flag for flag in base.red_flags.values() if name in flag.conditions],
        guidance=[each for each in base.guidance.values() if each.condition == name],
        exercises=[each for each in here.catalogue.entries["exercises"].values() if name in _helps(each)],
        **_about(here, f"conditions/{name}"),
    )


@router.get("/findings/{name}")
def finding(request: Request, here: Here, name: str) -> Response:
    """Draw the page of one sign or test."""
    base = here.knowledge.base
    entry = _one(base.findings, "findings", name)
    by_condition = list(reader_rates.of_finding(here.knowledge, entry))
    return drawn(
        request,
        "reader/finding.html",
        entry=entry,
        cites=Citations(base),
        rows=reader_lists.by_ratio(by_condition),
        both=here.knowledge.manifestations.get(name),
        flags=reader_lists.flags_of(base, name),
        **_about(here, f"findings/{name}"),
    )


@router.get("/mechanisms/{name}")
def mechanism(request: Request, here: Here, name: str) -> Response:
    """Draw the page of one pattern."""
    base = here.knowledge.base
    entry = _one(base.mechanisms, "mechanisms", name)
    linked = [
        (c, link.belief) for c in base.conditions.values() for link in c.mechanisms if link.target == name
    ]
    return drawn(
        request,
        "reader/mechanism.html",
        entry=entry,
        cites=Citations(base),
        linked=sorted(linked, key=lambda pair: -pair[1].present),
        **_about(here, f"mechanisms/{name}"),
    )


@router.get("/red-flags/{name}")
def red_flag(request: Request, here: Here, name: str) -> Response:
    """Draw the page of one warning sign."""
    base = here.knowledge.base
    entry = _one(base.red_flags, "red-flags", name)
    return drawn(
        request,
        "reader/red_flag.html",
        entry=entry,
        cites=Citations(base),
        rule=in_words(entry.when, base),
        floors=[_floor(each, base) for each in entry.floors],
        **_about(here, f"red-flags/{name}"),
    )


@router.get("/exercises/{name}")
def exercise(request: Request, here: Here, name: str) -> Response:
    """Draw the page of one exercise or short break, with its pictures."""
    care = here.knowledge.base.care
    pictured: dict[str, Exercise | MicroBreak] = {**care.exercises, **care.micro_breaks}
    entry = _one(pictured, "exercises", name)
    pictures = [(pose.says, Markup(exercise_picture(entry, pose.name))) for pose in entry.scene.poses]  # noqa: S704 - our own drawing, whose texts are escaped
    return drawn(
        request,
        "reader/exercise.html",
        entry=entry,
        is_break=isinstance(entry, MicroBreak),
        cites=Citations(here.knowledge.base),
        pictures=pictures,
        cautions=care.cautions,
        **_about(here, f"exercises/{name}"),
    )


@router.get("/sources/{name}")
def source(request: Request, here: Here, name: str) -> Response:
    """Draw the page of one source: what was read in it, and where it is used."""
    base = here.knowledge.base
    entry = _one(base.sources, "sources", name)
    return drawn(
        request,
        "reader/source.html",
        entry=entry,
        cited=cited(entry),
        figures=[each for each in base.figures.values() if each.source == name],
        guidance=[each for each in base.guidance.values() if each.source == name],
        used_by=here.catalogue.users.get(name, []),
        **_about(here, f"sources/{name}"),
    )


def _one(entries: Mapping[str, Entry], kind: str, name: str) -> Entry:
    entry = entries.get(name)
    if entry is None:
        raise not_found(KINDS[kind][0], name)
    return entry


def _about(here: Services, path: str) -> dict[str, object]:
    return {
        "path": path,
        "review": reviewed(here, path),
        "translation": translation_reviewed(here, path),
        "since": here.content.since(path),
        "content_version": here.english_catalogue.pages[path].content_sha256,
    }


def _floor(floor: Floor, base: KnowledgeBase) -> tuple[str, Rule | None, Rule | None]:
    """Return the least urgency while a flag is open, and the rules that limit it."""
    unless = None if floor.unless is None else in_words(floor.unless, base)
    only_if = None if floor.only_if is None else in_words(floor.only_if, base)
    return floor.urgency, unless, only_if


def _helps(entry: object) -> tuple[str, ...]:
    return entry.helps if isinstance(entry, Exercise | MicroBreak) else ()
