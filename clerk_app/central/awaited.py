"""Papers that the centre waits for: an entry names one, and its bytes come after every entry."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, or_, select

from clerk_app.central.delivery.tables import AWAITED_PAPER, DOCUMENT
from clerk_app.central.schema import DESK, ENCLOSURE
from clerk_app.contract import canonical
from clerk_app.domain.delivery_told import DocumentCame


def awaits(connection: Connection, request: Row[Any], sha256: str, came: DocumentCame | None = None) -> None:
    """A case waits for a paper; ``came`` is what is told of it once it is here, if anything."""
    key = {"municipality": request.municipality, "sha256": sha256, "desk": request.desk, "seq": request.seq}
    this = and_(*(AWAITED_PAPER.c[name] == value for name, value in key.items()))
    told = canonical.encode(came) if came is not None else b""
    if connection.execute(select(AWAITED_PAPER.c.seq).where(this)).first() is None:
        connection.execute(insert(AWAITED_PAPER).values(came=told, **key))
    elif told:
        connection.execute(AWAITED_PAPER.update().where(this).values(came=told))


def is_here(connection: Connection, request: Row[Any], sha256: str) -> bool:
    """Whether the centre has the bytes of a paper: uploaded by any desk, or as a document of the case."""
    mine = and_(DOCUMENT.c.municipality == request.municipality, DOCUMENT.c.desk == request.desk)
    document = select(DOCUMENT.c.id).where(mine, DOCUMENT.c.seq == request.seq, DOCUMENT.c.sha256 == sha256)
    here = or_(document.exists(), _uploaded(request.municipality).where(ENCLOSURE.c.sha256 == sha256).exists())
    return connection.execute(select(1).where(here)).first() is not None


def arrived(municipality: str, sha256: str = "") -> Select[Any]:
    """Awaited papers (this one, or all) that somebody has uploaded, each with the desk that did as ``holder``."""
    asked = select(AWAITED_PAPER, ENCLOSURE.c.desk.label("holder"))
    asked = asked.where(AWAITED_PAPER.c.municipality == municipality, DESK.c.municipality == municipality)
    same = and_(ENCLOSURE.c.municipality == municipality, ENCLOSURE.c.desk == DESK.c.code)
    asked = asked.where(same, ENCLOSURE.c.sha256 == AWAITED_PAPER.c.sha256)
    return asked.where(AWAITED_PAPER.c.sha256 == sha256) if sha256 else asked


def _uploaded(municipality: str) -> Select[Any]:
    """Enclosures by way of the desks, which are few: their key begins with the desk."""
    same = and_(ENCLOSURE.c.municipality == municipality, ENCLOSURE.c.desk == DESK.c.code)
    return select(ENCLOSURE.c.desk).select_from(DESK).where(DESK.c.municipality == municipality, same)
