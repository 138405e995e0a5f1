"""Which records were written already, in 16 bytes or so a record: an article stands behind many incidents, a claim behind some."""

from __future__ import annotations

import re
from array import array

#: Ids of the ledger are 16 hex digits; any other is kept as it is.
_SHORT = re.compile(r"[0-9a-f]{16}")
_FIRST_SIZE = 1 << 10
_LOAD = 0.6


class Seen:
    """A set of record ids that never forgets and never errs: open addressing over the ids' own 64 bits."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SIZE))
        self._held = 0
        self._others: set[str] = set()

    def __len__(self) -> int:
        return self._held + len(self._others)

    def first(self, record_id: str) -> bool:
        """Note an id and return whether it is new."""
        # 0 marks an empty slot.
        if _SHORT.fullmatch(record_id) is None or (key := int(record_id, 16)) == 0:
            before = len(self._others)
            self._others.add(record_id)
            return len(self._others) > before
        if not self._put(self._slots, key):
            return False
        self._held += 1
        if self._held > _LOAD * len(self._slots):
            self._grow()
        return True

    @staticmethod
    def _put(slots: array[int], key: int) -> bool:
        mask = len(slots) - 1
        at = key & mask
        while (found := slots[at]) != 0:
            if found == key:
                return False
            at = (at + 1) & mask
        slots[at] = key
        return True

    def _grow(self) -> None:
        slots = array("Q", bytes(8 * 2 * len(self._slots)))
        for key in self._slots:
            if key:
                self._put(slots, key)
        self._slots = slots
