"""Colours by role: the same roles for every picture, so a page can recolour all at once.

The plain colours are mid-tones that stand out on white and on near-black paper alike.
"""

from __future__ import annotations

from typing import Final, Literal

Role = Literal[
    "leg", "leg-far", "shirt", "shirt-far", "skin", "skin-far", "hair", "shoe", "shoe-far",
    "line", "accent", "arrow", "floor", "wall", "mat", "prop", "prop-shade", "prop-light", "screen",
]  # fmt: skip
Palette = dict[Role, str]

PLAIN: Final[Palette] = {
    "leg": "#35669a",
    "leg-far": "#86abcd",
    "shirt": "#4fa3a5",
    "shirt-far": "#9dcfd0",
    "skin": "#d99f7c",
    "skin-far": "#ecc9b2",
    "hair": "#7d5a48",
    "shoe": "#55637a",
    "shoe-far": "#9aa5b3",
    "line": "#1f3347",
    "accent": "#f2711c",
    "arrow": "#d9480f",
    "floor": "#8a97a3",
    "wall": "#c3ccd4",
    "mat": "#b9c7b2",
    "prop": "#b08d6a",
    "prop-shade": "#8f6f50",
    "prop-light": "#cfb091",
    "screen": "#5b6b7a",
}
"""Plain colours, for paper and for renderers that know no style sheet."""

THEMED: Final[Palette] = {role: f"var(--figure-{role}, {colour})" for role, colour in PLAIN.items()}
"""The same, each of which a page may replace: `--figure-accent: gold`."""
