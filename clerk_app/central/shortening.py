"""What is told is bounded, whatever was recorded: a desk reads no answer longer than a parcel may be."""

from __future__ import annotations

import msgspec

type Json = dict[str, Json] | list[Json] | str | float | bool | None
"""Numbers are whole in fact: they come back as they were."""

_STEPS = ((5000, 500), (1000, 200), (200, 100), (100, 20))
"""How many characters of a text and how many members of a list are left, the mildest first."""


def shortened(body: bytes, most: int) -> bytes:
    """A body of at most ``most`` bytes: as it is, or with long texts and lists cut; the whole stands at the centre."""
    for longest, members in _STEPS:
        if len(body) <= most:
            break
        body = msgspec.json.encode(_cut(msgspec.json.decode(body), longest, members))
    return body


def plain(text: str, longest: int) -> str:
    """As much of a desk's text as a column can hold."""
    return text.replace("\0", "")[:longest]


def _cut(value: Json, longest: int, members: int) -> Json:
    if isinstance(value, str):
        return value[:longest]
    if isinstance(value, list):
        return [_cut(one, longest, members) for one in value[:members]]
    if isinstance(value, dict):
        some = list(value.items())[:members]
        return {name: _cut(one, longest, members) for name, one in some}
    return value
