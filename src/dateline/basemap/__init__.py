"""A base map of the whole world in the package: countries, provinces' lines, rivers and lakes, for maps without the internet.

The lines are Natural Earth's (https://www.naturalearthdata.com, public domain), simplified by ``scripts/build_basemap.py``. Borders are
drawn where Natural Earth draws them, as they are held on the ground; they say nothing of the status of any territory.
"""

from __future__ import annotations

from dateline.basemap.clipping import Box
from dateline.basemap.drawing import path, svg
from dateline.basemap.projection import Projection
from dateline.basemap.reading import CREDIT, LAYERS, Feature, clipped, geojson

__all__ = ["CREDIT", "LAYERS", "Box", "Feature", "Projection", "clipped", "geojson", "path", "svg"]
