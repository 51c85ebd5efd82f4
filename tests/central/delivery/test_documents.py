"""Documents come to the desks of their case, sealed, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from clerk_app.central.delivery.documents import Outcome
from clerk_app.contract.delivery import DOCUMENTS, open_document
from clerk_app.domain.errors import Invalid, Refused
from tests.central.at_delivery import PDF, At, at_a_decided_case
from tests.central.conftest import Running


@pytest.fixture
def at(centre: Running) -> Iterator[At]:
    with at_a_decided_case(centre) as opened:
        yield opened


def test_a_document_comes_to_the_desk_sealed_to_it_alone(at: At) -> None:
    came = at.put()
    assert (came.title, came.kind, came.size, came.by) == ("Решење", "decision", len(PDF), "Одељење за урбанизам")
    assert at.states == ["resen_usvojen"]
    reply = at.caller.ask(at.desk, "GET", f"{DOCUMENTS}/{came.id}")
    assert open_document(reply.content, at.desk.seal, came.id) == PDF
    assert (
        at.centre.central.parts.documents.put(
            Outcome(number=at.number, title="Решење", kind="decision", pdf=PDF, by="")
        )
        == came.id
    )
    stranger = at.centre.clerk()
    assert at.caller.ask(stranger, "GET", f"{DOCUMENTS}/{came.id}").status_code == 404
    colleague = at.centre.clerk(office=at.desk.office)
    assert at.caller.ask(colleague, "GET", f"{DOCUMENTS}/{came.id}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pdf": b"PK"}, "not_a_pdf"),
        ({"pdf": b"%PDF-" + b"0" * 2**21}, "too_large"),
        ({"number": "9999/2026"}, "case_unknown"),
        ({"kind": "poem"}, "document_kind_unknown"),
        ({"state": "zaveden"}, "transition_impossible"),
    ],
)
def test_what_is_no_document_of_a_case_is_refused(at: At, changed: dict[str, object], code: str) -> None:
    outcome = Outcome(number=at.number, title="Решење", kind="decision", pdf=PDF, by="")
    with pytest.raises((Refused, Invalid)) as refused:
        at.centre.central.parts.documents.put(replace(outcome, **changed))  # type: ignore[arg-type]
    assert refused.value.code == code
