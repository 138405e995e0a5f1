"""Get raw documents from paths, folders, standard input and URLs, and decode their bytes.

>>> from dateline.sources import decode, load
"""

from dateline.sources.decode import Decoded, decode
from dateline.sources.load import SUFFIXES, iter_sources, load, readable

__all__ = ["SUFFIXES", "Decoded", "decode", "iter_sources", "load", "readable"]
