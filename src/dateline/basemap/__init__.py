"""The base map: land, borders, provinces, lakes and rivers of Natural Earth (public domain), clipped to what is shown."""

from dateline.basemap.clipping import Box, Clipped, clip
from dateline.basemap.drawing import Mercator, path_of, paths_of
from dateline.basemap.layers import Name

__all__ = ["Box", "Clipped", "Mercator", "Name", "clip", "path_of", "paths_of"]
