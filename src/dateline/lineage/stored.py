"""Turn an index's profiles into bytes and back; nothing in them is code, and equal profiles give equal bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import fields
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from dateline.errors import ReferenceDataError
from dateline.lineage.profiles import Passages, Profile

#: What the bytes begin with: another number for another layout.
LAYOUT = 1
_ARRAYS = tuple(field.name for field in fields(Passages) if field.init)


def dump(profiles: Sequence[Profile]) -> bytes:
    """Return profiles as bytes, in their order (NumPy's npz, compressed)."""
    heads = [
        [p.id, p.minute, p.publisher, sorted(p.agencies), sorted(p.cited), p.version, p.wire, list(p.notes)] for p in profiles
    ]  # fmt: skip
    text = json.dumps({"layout": LAYOUT, "profiles": heads}, ensure_ascii=False).encode()
    arrays: dict[str, npt.NDArray[np.generic]] = {"heads": np.frombuffer(text, np.uint8)}
    for name in _ARRAYS:
        parts = [getattr(profile.passages, name) for profile in profiles]
        arrays[name] = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
        arrays[f"{name} sizes"] = np.array([len(part) for part in parts], np.int64)
    written = io.BytesIO()
    np.savez_compressed(written, allow_pickle=False, **arrays)
    return written.getvalue()


def load(data: bytes) -> list[Profile]:
    """Return the profiles that `dump` wrote.

    Raises:
        ReferenceDataError: if the bytes are damaged or of another layout.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            heads = json.loads(arrays["heads"].tobytes())
            if heads["layout"] != LAYOUT:
                raise ReferenceDataError(
                    f"the stored lineage has layout {heads['layout']}, this version reads {LAYOUT}; trace the articles anew"
                )
            cut = {name: np.split(arrays[name], np.cumsum(arrays[f"{name} sizes"])[:-1]) for name in _ARRAYS}
    except (KeyError, TypeError, ValueError, OSError, BadZipFile) as error:
        raise ReferenceDataError(f"the stored lineage is damaged ({error}); trace the articles anew") from error
    return [
        Profile(name, minute, publisher, frozenset(agencies), frozenset(cited), version, wire, tuple(notes),
                Passages(**{array: cut[array][at] for array in _ARRAYS}))
        for at, (name, minute, publisher, agencies, cited, version, wire, notes) in enumerate(heads["profiles"])
    ]  # fmt: skip
