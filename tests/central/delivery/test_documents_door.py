"""A document goes to whoever proves to be a desk of its case, under a name that is one."""

from __future__ import annotations

from clerk_app.contract.delivery import DOCUMENTS, open_document
from tests.central.at_delivery import PDF, at_a_decided_case
from tests.central.conftest import Running


def test_a_document_is_given_sealed_to_who_proves_to_be_its_desk(centre: Running) -> None:
    with at_a_decided_case(centre) as at:
        name = at.put().id
        given = at.caller.ask(at.desk, "GET", f"{DOCUMENTS}/{name}")
        assert open_document(given.content, at.desk.seal, name) == PDF
        assert given.headers["content-type"] == "application/octet-stream"
        assert at.caller.client.get(f"{DOCUMENTS}/{name}").status_code == 401
        assert at.caller.ask(at.desk, "GET", f"{DOCUMENTS}/{'0' * 32}").status_code == 404
        assert at.caller.ask(at.desk, "GET", f"{DOCUMENTS}/any").status_code == 422
