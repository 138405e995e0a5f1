"""Get raw documents from files, folders, containers, standard input and the web, and decode their bytes.

>>> from dateline.sources import decode, gather, load
"""

from dateline.sources.decode import Decoded, decode
from dateline.sources.documents import readable
from dateline.sources.gather import gather, load
from dateline.sources.items import Item, Refusal, Settings, Unchanged, Visit, Visits

__all__ = ["Decoded", "Item", "Refusal", "Settings", "Unchanged", "Visit", "Visits", "decode", "gather", "load", "readable"]
