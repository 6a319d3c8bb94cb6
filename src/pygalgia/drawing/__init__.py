"""Pictures of exercises, drawn from poses: a jointed body, its muscles, furniture and arrows, as SVG."""

from pygalgia.drawing.palette import PLAIN, THEMED, Palette, Role
from pygalgia.drawing.picture import exercise_picture, pictures, render

__all__ = ["PLAIN", "THEMED", "Palette", "Role", "exercise_picture", "pictures", "render"]
