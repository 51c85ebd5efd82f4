"""Entries laid out by column, so that a thin line carries what differs between them and little else.

A body is cut into what its kind has in common (pieces) and its values (holes), by a rule that looks at bytes alone: the
same bytes come back whatever they are. Values of one name stand together. ``docs/contract/parcel.md`` has the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from clerk_app.domain.errors import Invalid

MOST_BODIES = 16 * 1024 * 1024
"""What the bodies of one parcel may come to: as much as rows of JSON may unfold to."""
_HOLE = re.compile(rb'((?<=[:,\[]")(?:[^"\\]++|\\.)*+(?="[,\]}])|(?<=[:,\[])-?\d++(?=[,\]}]))')
_NAME = re.compile(rb'"([^"]*)":[^"]*"?$')
_CONTROL = re.compile(rb"[\x00-\x1f]")
_CUT, _LINE, _PART = b"\x00", b"\n", b"\n\n"


@dataclass(frozen=True, slots=True)
class Shape:
    """What some bodies have in common: ``pieces`` around holes, and the column that each hole's value is kept in."""

    pieces: tuple[bytes, ...]
    columns: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes of the pieces."""
        return sum(map(len, self.pieces))

    def body(self, values: Sequence[bytes]) -> bytes:
        """The body that has these values in the holes."""
        return b"".join(chain.from_iterable(zip(self.pieces, (*values, b""), strict=True)))


def shape_of(pieces: Sequence[bytes]) -> Shape:
    """Name the column of each hole: the last key before it, or where a piece has none, the one before that."""
    names, name = [], b""
    for piece in pieces[:-1]:
        found = _NAME.search(piece)
        name = found[1] if found else name
        names.append(name)
    return Shape(tuple(pieces), tuple(names))


def fits(bodies: Sequence[bytes]) -> bool:
    """Whether these bodies can be laid out so; what is no JSON, or is written over several lines, travels in rows."""
    return all(body and _CONTROL.search(body) is None for body in bodies)


def lay_out(bodies: Sequence[bytes]) -> tuple[list[int], bytes]:
    """For each body the number of its shape, and the text that holds shapes and columns."""
    numbers: list[int] = []
    shapes: dict[bytes, tuple[int, Shape]] = {}
    columns: dict[bytes, list[bytes]] = {}
    for body in bodies:
        parts = _HOLE.split(body)
        key = _CUT.join(parts[::2])
        if key not in shapes:
            shapes[key] = (len(shapes), shape_of(parts[::2]))
        number, shape = shapes[key]
        numbers.append(number)
        for name, value in zip(shape.columns, parts[1::2], strict=True):
            columns.setdefault(name, []).append(value)
    order = _columns_of([shape for _, shape in shapes.values()])
    return numbers, _PART.join((_LINE.join(shapes), _CUT.join(_LINE.join(columns[name]) for name in order)))


def gather(numbers: Sequence[int], text: bytes) -> list[bytes]:
    """The bodies again; raises ``Invalid('malformed')`` for what was not laid out so, ``Invalid('too_large')``."""
    try:
        return list(_bodies(numbers, text))
    except (ValueError, IndexError, StopIteration, RuntimeError) as error:
        raise Invalid("malformed", what="parcel", where="columns") from error


def _bodies(numbers: Sequence[int], text: bytes) -> Iterator[bytes]:
    head, part, rest = text.partition(_PART)
    shapes = [shape_of(line.split(_CUT)) for line in head.split(_LINE)]
    order = _columns_of(shapes)
    kept = rest.split(_CUT) if order else []
    if not part or min(numbers, default=0) < 0:
        raise ValueError("no columns")
    values = {name: iter(column.split(_LINE)) for name, column in zip(order, kept, strict=True)}
    size = 0
    for number in numbers:
        shape = shapes[number]
        own = [next(values[name]) for name in shape.columns]
        size += shape.size + sum(map(len, own))
        if size > MOST_BODIES:
            raise Invalid("too_large", what="parcel")
        yield shape.body(own)
    if any(next(column, None) is not None for column in values.values()):
        raise ValueError("left over")


def _columns_of(shapes: Sequence[Shape]) -> list[bytes]:
    """The columns in the order in which the shapes name them first."""
    return list(dict.fromkeys(chain.from_iterable(shape.columns for shape in shapes)))
