"""Places: toponyms found in text, resolved to a gazetteer entry or plainly left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.places.find import find_places, places_in

__all__ = ["find_places", "places_in"]


def __getattr__(name: str) -> Any:
    """Import the finder when it is first asked for (PEP 562): it needs the analyser, which looking a name up does not."""
    if name not in __all__:
        raise AttributeError(f"module 'dateline.places' has no attribute {name!r}")
    from dateline.places import find

    return getattr(find, name)
