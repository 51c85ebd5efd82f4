"""Papers that the centre waits for: an entry names one, and its bytes come after every entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, insert, or_, select

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


def versions(connection: Connection, request: Row[Any], sha256: str) -> frozenset[str]:
    """The digests of one document of a case, with every signature it has had, whether its paper is here or awaited."""
    pairs = _replaced(connection, request)
    known = {sha256}
    while more := {one for pair in pairs if not known.isdisjoint(pair) for one in pair} - known:
        known |= more
    return frozenset(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a document, whichever signature it has now; ``signed``: who signed it, ``at`` when it came."""

    kind: str
    signed: str
    at: int


def known(connection: Connection, request: Row[Any], sha256: str) -> Known | None:
    """What a document of a case is, here or awaited; nothing of a paper that only a desk has uploaded."""
    same = sorted(versions(connection, request, sha256))
    here = _of_case(select(DOCUMENT.c.kind, DOCUMENT.c.signed, DOCUMENT.c.at), DOCUMENT, request)
    waits = _of_case(select(AWAITED_PAPER.c.came), AWAITED_PAPER, request).where(AWAITED_PAPER.c.came != b"")
    waits = waits.where(AWAITED_PAPER.c.sha256.in_(same))
    came = [canonical.decode(told, DocumentCame) for (told,) in connection.execute(waits)]
    found = [*connection.execute(here.where(DOCUMENT.c.sha256.in_(same))), *came]
    if not found:
        return None
    return Known(
        kind=next((one.kind for one in found if one.kind), ""),
        signed=next((one.signed for one in found if one.signed), ""),
        at=min(one.at for one in found),
    )


def is_known(connection: Connection, request: Row[Any], sha256: str) -> bool:
    """Whether an act of a case has this paper: it is here as a document, or told once it is here."""
    waits = _of_case(select(AWAITED_PAPER.c.seq), AWAITED_PAPER, request)
    waits = waits.where(AWAITED_PAPER.c.sha256 == sha256, AWAITED_PAPER.c.came != b"")
    here = _of_case(select(DOCUMENT.c.id), DOCUMENT, request).where(DOCUMENT.c.sha256 == sha256)
    return connection.execute(select(1).where(or_(waits.exists(), here.exists()))).first() is not None


def _replaced(connection: Connection, request: Row[Any]) -> list[tuple[str, str]]:
    """Papers of a case with what each took the place of."""
    here = _of_case(select(DOCUMENT.c.sha256, DOCUMENT.c.replaces), DOCUMENT, request).where(DOCUMENT.c.replaces != "")
    waits = _of_case(select(AWAITED_PAPER.c.came), AWAITED_PAPER, request).where(AWAITED_PAPER.c.came != b"")
    came = (canonical.decode(told, DocumentCame) for (told,) in connection.execute(waits))
    found = [(one.sha256, one.replaces) for one in came if one.replaces]
    return [*found, *((row.sha256, row.replaces) for row in connection.execute(here))]


def _of_case(asked: Select[Any], table: Table, request: Row[Any]) -> Select[Any]:
    return asked.where(*(table.c[name] == getattr(request, name) for name in ("municipality", "desk", "seq")))


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
