"""A document comes in pieces, sealed to this desk; more than was told, or for somebody else, is not believed."""

from __future__ import annotations

import pytest

from clerk_app.carriers.https_documents import HttpsDocuments
from clerk_app.carriers.wire import pinned_wire
from clerk_app.contract import canonical
from clerk_app.contract.delivery import DOCUMENTS, seal_document
from clerk_app.contract.exchange import PROBLEM_TYPE
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged, Refused, Unavailable
from tests.carriers.test_https_door import problem
from tests.carriers.test_https_files import answering
from tests.support.raw_server import Request, Talk

DESK = SealingKey(b"d" * 32)
NAME = "0a" * 16
PDF = b"%PDF-" + bytes(90_000)


@pytest.fixture
def documents_at(serve, authority, tls):
    wires = []

    def open_documents(handler) -> HttpsDocuments:
        wires.append(pinned_wire(serve(handler, tls).url, authority.pem))
        return HttpsDocuments(wires[-1], DESK)

    yield open_documents
    for wire in wires:
        wire.close()


def test_what_is_fetched_in_pieces_is_opened(documents_at) -> None:
    seen: list[Request] = []
    documents = documents_at(answering(seal_document(PDF, DESK.public, NAME), seen))
    pieces = list(documents.document(NAME, len(PDF)))
    assert documents.open_document(NAME, b"".join(pieces)) == PDF
    assert len(pieces) > 1
    assert seen[0].target == f"{DOCUMENTS}/{NAME}"


def test_more_than_was_told_is_not_read_on(documents_at) -> None:
    documents = documents_at(answering(seal_document(PDF, DESK.public, NAME), []))
    with pytest.raises(Unavailable):
        list(documents.document(NAME, 5))


def test_what_is_for_another_desk_does_not_open(documents_at) -> None:
    documents = documents_at(answering(b"", []))
    with pytest.raises(Damaged, match="seal_broken"):
        documents.open_document(NAME, seal_document(PDF, SealingKey(b"x" * 32).public, NAME))


def test_a_refusal_is_one_and_a_cut_is_the_lines(documents_at) -> None:
    def refuse(talk: Talk) -> None:
        talk.request()
        talk.answer(canonical.encode(problem("document_unknown", 404)), status="404 No", kind=PROBLEM_TYPE)

    def cut(talk: Talk) -> None:
        talk.request()
        talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\nhalf")

    with pytest.raises(Refused, match="document_unknown"):
        list(documents_at(refuse).document(NAME, len(PDF)))
    with pytest.raises(Unavailable):
        list(documents_at(cut).document(NAME, len(PDF)))
