"""Which papers the centre waits for, and which are here, on each kind of database."""

from __future__ import annotations

import hashlib

from clerk_app.central import awaited, requests
from clerk_app.central.delivery.tables import AWAITED_PAPER
from clerk_app.contract import canonical
from clerk_app.domain.delivery_told import DocumentCame
from tests.central.at_delivery import PDF, at_a_decided_case, upload_of
from tests.central.conftest import Running

SHA256 = hashlib.sha256(PDF).hexdigest()
TOLD = DocumentCame(at=1, id="0a" * 16, title="акт", kind="decision", sha256=SHA256, size=0, made="", by="")


def test_a_paper_is_awaited_once_a_case_and_what_is_told_of_it_stays(centre: Running) -> None:
    parts = centre.central.parts
    with at_a_decided_case(centre) as at:
        with parts.database.write() as connection:
            request = requests.by_subject(connection, parts.keys.municipality, at.about)
            assert request is not None
            for came in (None, TOLD, None):
                awaited.awaits(connection, request, SHA256, came)
            assert not awaited.is_here(connection, request, SHA256)
            assert connection.execute(awaited.arrived(parts.keys.municipality)).all() == []
        with parts.database.write() as connection:
            connection.execute(AWAITED_PAPER.update().values(seq=request.seq + 1))
        parts.enclosures.append(at.desk.code, SHA256, upload_of(at.desk, PDF))
        parts.enclosures.finish(at.desk.code, SHA256)
        with parts.database.read() as connection:
            (row,) = connection.execute(awaited.arrived(parts.keys.municipality, SHA256)).all()
            assert (row.holder, canonical.decode(row.came, DocumentCame)) == (at.desk.code, TOLD)
            assert connection.execute(awaited.arrived(parts.keys.municipality, "ab" * 32)).all() == []
            assert awaited.is_here(connection, request, SHA256)
            assert not awaited.is_here(connection, request, "ab" * 32)
        parts.papers.came()
        with parts.database.read() as connection:
            assert connection.execute(awaited.arrived(parts.keys.municipality)).all() == []
