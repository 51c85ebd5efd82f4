"""Canonical JSON: one byte string for one value, so that it can be committed to, hashed and compared."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

import msgspec

from clerk_app.domain.errors import Invalid

_MAKING = threading.Lock()
"""msgspec shows what it learns of a class before it knows all of it: who reads by that meanwhile ends the process."""


def encode(value: Any) -> bytes:  # noqa: ANN401 - any dataclass, struct or mapping of the contract
    """Write ``value`` as UTF-8 JSON, keys sorted, no spaces; bodies hold no floating-point numbers.

    Raises ``Invalid('malformed')`` for text that is none: half of a surrogate pair.
    """
    try:
        return msgspec.json.encode(value, order="sorted")
    except UnicodeEncodeError as error:
        raise Invalid("malformed", what=type(value).__name__, where="utf-8") from error


def decode[T](raw: bytes | msgspec.Raw, kind: type[T]) -> T:
    """Read ``raw`` as ``kind``; raises ``Invalid('malformed')`` with the place that is wrong, never its content."""
    try:
        read: T = _decoder(kind).decode(raw)
    except msgspec.DecodeError as error:
        raise Invalid("malformed", what=kind.__name__, where=_place(error)) from error
    except UnicodeDecodeError as error:
        raise Invalid("malformed", what=kind.__name__, where="utf-8") from error
    except RecursionError as error:  # what is nested too deep is skipped by recursion, and raised as it is
        raise Invalid("malformed", what=kind.__name__, where="depth") from error
    return read


def prepare(kind: type[object]) -> None:
    """Let msgspec know ``kind``, so that any number of threads may ``convert`` to it."""
    _decoder(kind)


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - a type of any kind
    with _MAKING:
        return _made(kind)


@cache
def _made(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - a type of any kind
    return msgspec.json.Decoder(kind)


def _place(error: msgspec.DecodeError) -> str:
    """The path that msgspec names at the end of its message, which holds field names only."""
    _, mark, place = str(error).rpartition(" - at `")
    return place.rstrip("`") if mark else ""
