"""Score the namesakes of a toponym: features of each candidate, weighted by data/resolution_weights.tsv."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from dateline.places.fold import ARABIC, key, loose_key
from dateline.places.gazetteer import Entry, capital_of
from dateline.places.mention import Mention
from dateline.places.tables import read_rows

#: A place only our supplement has is as likely as a town of this many: its editors chose it for wars.
CURATED = 30_000
#: A town whose inhabitants GeoNames does not give (mostly seats of districts) has no fewer than this.
UNCOUNTED = 1_000
_FEATURES = {
    "town": frozenset(("town", "village", "camp")), "village": frozenset(("village", "town")),
    "quarter": frozenset(("quarter", "town", "district")),
    "district": frozenset(("district", "quarter", "province")), "province": frozenset(("province", "region", "district")),
    "camp": frozenset(("camp", "town", "quarter")), "airport": frozenset(("airport", "town")), "country": frozenset(("country", "region")),
    "feature": frozenset(("river", "region", "dam", "road", "crossing", "sea", "quarter")),
}  # fmt: skip
#: Shorter names are too many to be one in another romanisation.
LOOSE_FROM = 3
#: A unit is called after a town in it of more than this many, not the town after the unit; so is a first-level unit after any city.
SEAT = {"province": 10_000, "district": 30_000}
CITY = 50_000
#: Kinds of place that share a weight for what they are.
KINDS = ("country", "province", "district", "town", "wide", "other")
_WIDE = frozenset(("region", "continent", "sea", "river"))


def kind_of(entry: Entry) -> str:
    """Return the class of an entry that its weight goes by: one of `KINDS`."""
    if entry.feature in _WIDE:
        return "wide"
    return entry.feature if entry.feature in KINDS else "town" if entry.feature in ("village", "camp") else "other"


def _inhabitants(entry: Entry) -> float:
    curated = entry.feature == "province" or (entry.geoname_id is None and entry.accuracy < 15)
    unknown = entry.feature == "town" and not entry.population
    return math.log10(max(entry.population, CURATED if curated else UNCOUNTED if unknown else 0) + 30)


def own_features(entry: Entry, mention: Mention) -> dict[str, float]:
    """Return what speaks for a candidate by itself and by the words around the name; features that are 0 are left out.

    `inhabitants` is a decimal logarithm; all others are 0 or 1.
    """
    out = {f"is_{kind_of(entry)}": 1.0}
    if kind_of(entry) == "wide":
        # Continents and our own regions and seas are what such a name means; a region of GeoNames has many namesakes.
        out["continent" if entry.feature == "continent" else "curated_wide" if entry.geoname_id is None else "listed_wide"] = 1.0
    else:
        out["inhabitants"] = _inhabitants(entry)
    exact = _bears(entry, mention)
    if exact:
        out["exact"] = 1.0
    elif any(_bears(e, mention) and not _around(e, entry) for e in mention.entries):
        # "Iraq" is also an old spelling of Arak; but "Basra" is Basrah whatever the governorate around it is called.
        out["other_bears_name"] = 1.0
    if mention.offset is not None and entry.feature in SEAT:
        # Distances are told from towns: "15 km south of Idlib".
        out["measured_unit"] = 1.0
    if entry.feature == "town" and entry.country and capital_of(entry.country) == entry:
        out["capital"] = 1.0
    if mention.holder is not None and mention.holder.entries:
        outer = [e for e in mention.holder.entries if e.country == entry.country and e is not entry]
        held = any(e.feature == "country" or e.admin1 == entry.admin1 for e in outer)
        out["held" if held and entry.feature != "country" else "not_held"] = 1.0
    if mention.hint is not None:
        fits = entry.feature in _FEATURES[mention.hint]
        out["fits_kind" if fits else "other_kind"] = 1.0
        if mention.hint == "province" and entry.feature == "province":
            out["named_province"] = 1.0
    elif entry.feature in ("province", "district"):
        if any(kind_of(e) == "wide" and e.geoname_id is None and _bears(e, mention) for e in mention.entries):
            # A bare "Red Sea" is the sea, not the governorate on it.
            out["sea_or_region_of_that_name"] = 1.0
        # A bare "Homs" is the city, not the governorate.
        cities = [e for e in mention.entries if e.feature == "town" and _called_after(entry, e)]
        if cities:
            out["city_of_that_name"] = 1.0
            if exact and not any(_bears(e, mention) for e in cities):
                out["city_otherwise_spelled"] = 1.0
    return out


def _bears(entry: Entry, mention: Mention) -> bool:
    """Return whether an entry's own name is the one printed; romanisations of one Arabic name are the same ("Basra", "Basrah")."""
    own, printed = key(entry.name), key(mention.name)
    return own == printed or (entry.country in ARABIC and len(printed) > LOOSE_FROM and loose_key(own) == loose_key(printed))


def _around(unit: Entry, town: Entry) -> bool:
    """Return whether a first- or second-level unit is the one that a town lies in, as far as the gazetteer tells."""
    if unit.feature not in ("province", "district") or town.feature != "town" or unit.country != town.country:
        return False
    return unit.admin1 is None or town.admin1 is None or loose_key(key(unit.admin1)) == loose_key(key(town.admin1))


def _called_after(unit: Entry, town: Entry) -> bool:
    if unit.feature == "province" and town.population > CITY and town.country == unit.country:
        return True
    return town.population > SEAT[unit.feature] and _around(unit, town)


@cache
def weights() -> Mapping[str, float]:
    """Load the weights by feature.

    Raises:
        ReferenceDataError: if the table is missing.
    """
    return {row["feature"]: float(row["weight"]) for row in read_rows("resolution_weights.tsv")}
