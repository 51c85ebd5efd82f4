"""Whether a value fits a JSON Schema, by the words that our own schemas use; a word that is not known fails loudly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_SILENT = frozenset({"title", "description", "default", "$schema", "$defs"})
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip
_BOUNDS = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "maxLength": lambda value, bound: len(value) <= bound,
    "minItems": lambda value, bound: len(value) >= bound,
    "maxItems": lambda value, bound: len(value) <= bound,
    "uniqueItems": lambda value, _bound: len(set(value)) == len(value),
    "pattern": lambda value, bound: re.search(bound, value) is not None,
    "maxProperties": lambda value, bound: len(value) <= bound,
    "enum": lambda value, bound: value in bound,
    "type": lambda value, bound: isinstance(value, _TYPES[bound]),
    "required": lambda value, bound: all(name in value for name in bound),
}


def misfits(value: Any, schema: dict[str, Any], whole: dict[str, Any], path: str = "$") -> Iterator[str]:
    """The places at which a value does not fit, with the word of the schema that says so."""
    for word, bound in schema.items():
        if word in _BOUNDS:
            if not _BOUNDS[word](value, bound):
                yield f"{path}: {word}"
                return
        elif word not in _SILENT:
            yield from _inside(word, value, schema, whole, path)


def _inside(word: str, value: Any, schema: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    """What does not fit further in; raises ``KeyError`` for a word that nobody here knows."""
    bound = schema[word]
    members: dict[str, Any] = value if isinstance(value, dict) else {}
    known: dict[str, Iterable[tuple[Any, Any, str]]] = {
        "$ref": [(value, whole["$defs"].get(str(bound).rpartition("/")[2]), path)],
        "items": [(item, bound, f"{path}[{place}]") for place, item in enumerate(value or ())],
        "anyOf": [],
        "properties": [
            (value[name], rule, f"{path}.{name}")
            for name, rule in schema.get("properties", {}).items()
            if name in (value or ())
        ],
        "additionalProperties": [
            (inner, bound, f"{path}.{name}") for name, inner in members.items() if isinstance(bound, dict)
        ],
        "propertyNames": [(name, bound, f"{path}.{name}") for name in members],
    }
    for inner, rule, place in known[word]:
        yield from misfits(inner, rule, whole, place)
    if word == "anyOf" and all(list(misfits(value, one, whole, path)) for one in bound):
        yield f"{path}: anyOf"
    if word == "additionalProperties" and bound is False:
        yield from (f"{path}.{name}: {word}" for name in value if name not in schema["properties"])
