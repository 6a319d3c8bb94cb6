"""Texts of a page that have no translation, or an outdated one: marked, so that they are read in English.

A screen reader would otherwise read them by the rules of the page's language. What stands whole between two
tags is marked, and a sentence that says of itself that it is being translated wherever it stands.
"""

import re

from markupsafe import escape

from pygalgia.texts import _

_PART = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
#: What holds no element, or is no part of the text.
_HOLDS_TEXT_ALONE = frozenset({"script", "style", "title", "textarea", "option", "pre"})


def marked(page: str, texts: frozenset[str]) -> str:
    """Return a page of HTML in which these English texts stand in elements of their own, `lang="en"`.

    Args:
        page: The whole page; its texts are escaped.
        texts: What has no translation in the language of the page.
    """
    if not texts:
        return page
    escaped = frozenset(str(escape(each)) for each in texts)
    remark = str(escape(_("%(english)s [being translated]", english="").strip()))
    parts, inside = _PART.split(page), ""
    for place, part in enumerate(parts):
        if part.startswith("<"):
            inside = _now_inside(part, inside)
        elif not inside and part.strip():
            parts[place] = _marked_text(part, escaped, remark)
    return "".join(parts)


def _now_inside(tag: str, inside: str) -> str:
    name = _NAME.match(tag)
    if name is None or name[1].lower() not in _HOLDS_TEXT_ALONE:
        return inside
    return "" if tag.startswith("</") else name[1].lower()


def _marked_text(part: str, texts: frozenset[str], remark: str) -> str:
    if part.strip() in texts:
        return part.replace(part.strip(), _in_english(part.strip()))
    if remark not in part:
        return part
    for text in sorted((each for each in texts if f"{each} {remark}" in part), key=len, reverse=True):
        part = part.replace(f"{text} {remark}", f"{_in_english(text)} {remark}")
    return part


def _in_english(text: str) -> str:
    return f'<span lang="en" dir="ltr">{text}</span>'
