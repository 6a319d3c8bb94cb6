"""Where it hurts, in plain words for the middle of a sentence."""

from collections.abc import Iterable, Mapping

from pygalgia.domain.knowledge_base import Region
from pygalgia.texts import listed, speaks_english

#: More places than these are not taken in on the phone where every second counts, and of a visit to come.
MOST = 3
MOST_OF_A_VISIT = 5


def where_it_hurts(marked: Iterable[str], regions: Mapping[str, Region], *, most: int = MOST) -> str:
    """Return the first places that were marked, as they stand after "pain in"; empty where none was.

    Pain that runs from the back to the foot is not cut at the thigh where there is time to say it all.
    In other languages than English each place stands by its own name, side by side.

    Examples:
        >>> def region(name, base, side, plain):
        ...     return Region(id=name, base=base, side=side, name=plain, plain=plain)
        >>> left = region("buttock-left", "buttock", "left", "left buttock")
        >>> right = region("buttock-right", "buttock", "right", "right buttock")
        >>> known = {"buttock-left": left, "buttock-right": right}
        >>> where_it_hurts(["buttock-left"], known), where_it_hurts(["buttock-left", "buttock-right"], known)
        ('the left buttock', 'the left and right buttock')
        >>> where_it_hurts([], known)
        ''
    """
    if not speaks_english():
        return listed([regions[name].plain for name in marked if name in regions][:most])
    sides: dict[str, list[Region]] = {}
    for name in marked:
        if name in regions:
            sides.setdefault(regions[name].base, []).append(regions[name])
    return listed(_one(each) for each in list(sides.values())[:most])


def _one(same: list[Region]) -> str:
    first, *others = same
    told = first.plain if first.plain.startswith("the ") else f"the {first.plain}"
    if others and first.side in ("left", "right") and f"{first.side} " in told:
        return told.replace(f"{first.side} ", "left and right ", 1)
    return told
