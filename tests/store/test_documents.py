"""Documents of cases: asked for until they are here, kept encrypted, and gone with their case."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from clerk_app.contract.answers import Registered
from clerk_app.domain.delivery_told import DocumentCame
from clerk_app.domain.errors import Refused
from clerk_app.store.documents import DeskDocuments
from clerk_app.store.erasure import Erasure
from tests.store.desk import DESK, Desk, answers, body, case_told, change, subject
from tests.store.test_enclosures import enclosures

PDF = b"%PDF-1.7 an outcome"
OTHER = b"%PDF-1.7 another"


def came(plain: bytes = PDF, name: str = "0a") -> DocumentCame:
    return DocumentCame(
        at=3,
        id=name * 16,
        title="Решење",
        kind="decision",
        sha256=hashlib.sha256(plain).hexdigest(),
        size=len(plain),
        made="2026-11-23",
        by="Одељење",
    )


@pytest.fixture
def documents(desk: Desk, tmp_path: Path) -> DeskDocuments:
    """A request of this desk to which a document came."""
    desk.accept(1)
    desk.outbox.cut(100_000, desk.micros())
    told = [change(1, 1, 1, Registered(7, 2026, 1)), change(2, 1, 2, came(), kind="document")]
    desk.outbox.apply(answers(have=1, position=2, changes=told))
    return DeskDocuments(desk.database, enclosures(desk, tmp_path))


def test_a_document_is_asked_for_until_it_is_here(documents: DeskDocuments, desk: Desk, tmp_path: Path) -> None:
    (document,) = documents.awaited(0)
    assert (document.id, document.subject, document.ref.title) == (came().id, subject(1), "Решење")
    documents.kept(document, PDF)
    assert documents.awaited(0) == ()
    kept = enclosures(desk, tmp_path)
    assert b"".join(kept.read(document.ref)) == PDF
    assert kept.sweep() == 0
    files = [path.read_bytes() for path in (tmp_path / "enclosures").iterdir()]
    assert all(PDF not in content for content in files)


def test_what_was_spoilt_is_asked_for_again_at_its_time(documents: DeskDocuments) -> None:
    (document,) = documents.awaited(0)
    documents.spoilt(document, 500)
    assert (documents.awaited(499), documents.tries(document)) == ((), 1)
    assert documents.awaited(500) == (document,)
    documents.spoilt(document, 900)
    assert documents.tries(document) == 2
    documents.kept(document, PDF)
    assert documents.awaited(10**9) == ()


def test_two_documents_of_a_case_are_apart(documents: DeskDocuments, desk: Desk) -> None:
    desk.outbox.apply(answers(position=3, changes=[change(3, 1, 3, came(OTHER, "0b"), kind="document")]))
    first, second = documents.awaited(0)
    documents.kept(second, OTHER)
    assert documents.awaited(0) == (first,)


def test_it_goes_with_the_request_that_is_erased(documents: DeskDocuments, desk: Desk, tmp_path: Path) -> None:
    (document,) = documents.awaited(0)
    documents.kept(document, PDF)
    Erasure(desk.database, desk.journal, desk.entropy).erase([subject(1)], ground="retention", grant="g")
    assert desk.rows("SELECT * FROM replica_document") == []
    with pytest.raises(Refused, match="enclosure_erased"):
        b"".join(enclosures(desk, tmp_path).read(document.ref))
    assert enclosures(desk, tmp_path).sweep() == 1
    documents.spoilt(document, 5)  # what was on its way finds no case any more
    assert desk.rows("SELECT * FROM replica_document") == []


def test_it_goes_with_the_case_that_leaves(desk: Desk, tmp_path: Path) -> None:
    elsewhere = case_told(body("B9-000001-0", 4), subject(4))
    told = [change(1, 1, 1, elsewhere, kind="case", desk="B9"), change(2, 1, 2, came(), kind="document", desk="B9")]
    desk.outbox.apply(answers(position=2, changes=told))
    documents = DeskDocuments(desk.database, enclosures(desk, tmp_path))
    (document,) = documents.awaited(0)
    documents.kept(document, PDF)
    desk.outbox.apply(answers(position=3, changes=[change(3, 1, 3, {}, kind="gone", desk="B9")]))
    assert desk.rows("SELECT * FROM replica_document") == []
    assert desk.rows("SELECT * FROM journal_enclosure_key") == []


def test_a_file_that_is_an_enclosure_too_stays_with_that(documents: DeskDocuments, desk: Desk, tmp_path: Path) -> None:
    (document,) = documents.awaited(0)
    (tmp_path / "same.pdf").write_bytes(PDF)
    ref = enclosures(desk, tmp_path).keep(tmp_path / "same.pdf", "Исто", "", original=False)
    desk.accept(2, enclosures=(ref,))
    assert documents.awaited(0) == ()  # it is here, and never left
    documents.kept(document, PDF)
    Erasure(desk.database, desk.journal, desk.entropy).erase([subject(1)], ground="retention", grant="g")
    assert b"".join(enclosures(desk, tmp_path).read(ref)) == PDF
    assert desk.rows("SELECT desk FROM replica_document WHERE desk = ?", DESK) == []
