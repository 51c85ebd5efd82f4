"""Train a dictionary of the wire: ``python -m scripts.train_dictionary VERSION`` writes it into ``resources/wire``.

A centre is seeded with its population and asked for requests of the whole catalogue; what travels of them, laid out by
column as parcels do, is what the dictionary is made of, and behind it the shape of every other kind of entry. Nobody in
it lives. A version that was shipped is never trained again: both ends must have the same bytes, so a better one gets
the next number, and centres keep the old ones.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from backports import zstd
from sqlalchemy import select

from clerk_app.central.cases.seeding import seed_cases
from clerk_app.central.database import Database
from clerk_app.central.keys import load
from clerk_app.central.population.draws import Draws
from clerk_app.central.schema import ENTRY_BODY
from clerk_app.central.seed import seed
from clerk_app.contract import canonical, columns
from clerk_app.domain.kinds import KINDS

RESOURCES = Path(__file__).parents[1] / "resources"
FOLDER = RESOURCES / "wire"
BYTES = 48 * 1024
REQUESTS = 1500
_PARCELS, _IN_A_PARCEL = 400, 25
_NOW = 1_795_000_000_000_000
_DRAW = "wire dictionary"
_EMPTY: dict[type[msgspec.inspect.Type], object] = {
    msgspec.inspect.BoolType: False,
    msgspec.inspect.DictType: {},
    msgspec.inspect.FloatType: 0,
    msgspec.inspect.IntType: 0,
}


def train(count: int = REQUESTS, size: int = BYTES) -> bytes:
    """The dictionary from ``count`` requests, of ``size`` bytes at most; the same ones each time."""
    bodies = _requests(count)
    draws = Draws(_DRAW)
    parcels = [_parcel([draws.pick(bodies) for _ in range(_IN_A_PARCEL)]) for _ in range(_PARCELS)]
    others = _parcel([example(kind) for kind in KINDS.values()])
    return zstd.train_dict(parcels, size - len(others)).dict_content + others


def example(body: type) -> bytes:
    """A body with every field that it may have, and nothing in them."""
    return canonical.encode(_value(msgspec.inspect.type_info(body), frozenset()))


def _requests(count: int) -> list[bytes]:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "seed"
        shutil.copytree(RESOURCES / "seed" / "primerovo", folder)
        cases = folder / "cases.toml"
        plain = cases.read_text(encoding="utf-8")
        lines = [_line(line, count) for line in plain.splitlines()]
        cases.write_text("\n".join(lines), encoding="utf-8")
        database = Database(f"sqlite:///{work}/centre.db")
        try:
            municipality = seed(database, folder, RESOURCES / "catalogue")
            load(database, municipality)
            seed_cases(database, municipality, folder, _NOW)
            with database.read() as connection:
                rows = connection.execute(select(ENTRY_BODY.c.body).order_by(ENTRY_BODY.c.seq)).scalars()
                return [bytes(body) for body in rows if body is not None]
        finally:
            database.close()


def _line(line: str, count: int) -> str:
    return {"count": f"count = {count}", "draw": f'draw = "{_DRAW}"'}.get(line.partition(" = ")[0], line)


def _parcel(bodies: Sequence[bytes]) -> bytes:
    return columns.lay_out(bodies)[1]


def _value(kind: msgspec.inspect.Type, above: frozenset[type]) -> object:
    """Something empty of this type; of a type within itself nothing more."""
    match kind:
        case msgspec.inspect.StructType(cls=cls, fields=fields) | msgspec.inspect.DataclassType(cls=cls, fields=fields):
            deeper = above | {cls}
            return {field.encode_name: _value(field.type, deeper) for field in fields if cls not in above}
        case msgspec.inspect.UnionType(types=types):
            return _value(next(one for one in types if not isinstance(one, msgspec.inspect.NoneType)), above)
        case msgspec.inspect.ListType(item_type=item) | msgspec.inspect.VarTupleType(item_type=item):
            return [_value(item, above)]
        case msgspec.inspect.TupleType(item_types=items):
            return [_value(item, above) for item in items]
    return kind.values[0] if isinstance(kind, msgspec.inspect.LiteralType) else _EMPTY.get(type(kind), "")


def main(arguments: Iterable[str]) -> int:
    """Write the file of one version."""
    (version,) = arguments
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{int(version)}.dict"
    if path.exists():
        sys.stderr.write(f"{path.name} is there already: a version is never changed\n")
        return 1
    path.write_bytes(train())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
