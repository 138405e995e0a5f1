"""Places: toponyms found in text, resolved to a gazetteer entry or plainly left open."""

from dateline.places.find import find_places, places_in

__all__ = ["find_places", "places_in"]
