"""Read one field of a JSON object at the type it must have, and name the field where it has not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from dateline.errors import DatelineError

Json = dict[str, Any]
R = TypeVar("R")
E = TypeVar("E", bound=StrEnum)


class MalformedRecord(DatelineError):
    """A JSON object is not the record it is read as."""


def value(obj: Mapping[str, Any], key: str) -> Any:
    """Return a field that must be there.

    Raises:
        MalformedRecord: if `obj` is no object or lacks the field.
    """
    if not isinstance(obj, Mapping):
        raise MalformedRecord(f"expected an object with the field {key!r}, got {_short(obj)}")
    if key not in obj:
        raise MalformedRecord(f"the field {key!r} is missing; the object has {', '.join(map(repr, obj)) or 'no field'}")
    return obj[key]


def text(obj: Mapping[str, Any], key: str) -> str:
    """Return a string field."""
    found = value(obj, key)
    if not isinstance(found, str):
        raise _wrong(key, found, "a string")
    return found


def text_or_none(obj: Mapping[str, Any], key: str) -> str | None:
    """Return a string field, or ``None`` where it is null or left out."""
    return text(obj, key) if _given(obj, key) else None


def integer(obj: Mapping[str, Any], key: str) -> int:
    """Return a whole-number field."""
    found = value(obj, key)
    if isinstance(found, bool) or not isinstance(found, int):
        raise _wrong(key, found, "a whole number")
    return found


def integer_or_none(obj: Mapping[str, Any], key: str) -> int | None:
    """Return a whole-number field, or ``None`` where it is null or left out."""
    return integer(obj, key) if _given(obj, key) else None


def number(obj: Mapping[str, Any], key: str) -> float:
    """Return a number field as a float."""
    found = value(obj, key)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        raise _wrong(key, found, "a number")
    return float(found)


def number_or_none(obj: Mapping[str, Any], key: str) -> float | None:
    """Return a number field as a float, or ``None`` where it is null or left out."""
    return number(obj, key) if _given(obj, key) else None


def flag(obj: Mapping[str, Any], key: str) -> bool:
    """Return a true-or-false field; a field left out is false."""
    found = obj.get(key, False)
    if not isinstance(found, bool):
        raise _wrong(key, found, "true or false")
    return found


def member(obj: Mapping[str, Any], key: str, kind: type[E]) -> E:
    """Return a field as the member of `kind` that it names."""
    found = value(obj, key)
    try:
        return kind(found)
    except ValueError:
        raise _wrong(key, found, f"one of {', '.join(kind)}") from None


def texts(obj: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of strings; a field left out is empty."""
    found = _list(obj, key)
    for item in found:
        if not isinstance(item, str):
            raise _wrong(key, item, "a list of strings")
    return tuple(found)


def record(obj: Mapping[str, Any], key: str, read: Callable[[Json], R]) -> R | None:
    """Return a nested record, or ``None`` where the field is null or left out."""
    found = obj.get(key)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise _wrong(key, found, "an object or null")
    return read(found)


def records(obj: Mapping[str, Any], key: str, read: Callable[[Json], R]) -> tuple[R, ...]:
    """Return a list of nested records; a field left out is empty."""
    found = _list(obj, key)
    for item in found:
        if not isinstance(item, dict):
            raise _wrong(key, item, "a list of objects")
    return tuple(read(item) for item in found)


def _list(obj: Mapping[str, Any], key: str) -> list[Any]:
    found = obj.get(key, [])
    if not isinstance(found, list):
        raise _wrong(key, found, "a list")
    return found


def _given(obj: Mapping[str, Any], key: str) -> bool:
    return obj.get(key) is not None


def _wrong(key: str, found: object, wanted: str) -> MalformedRecord:
    return MalformedRecord(f"the field {key!r} is {_short(found)}; it must be {wanted}")


def _short(found: object) -> str:
    shown = repr(found)
    return shown if len(shown) <= 60 else shown[:57] + "..."
