"""The relay's boundary: proofs on every answer to a desk of the office, a code and words for every failure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.contract import canonical, relay
from clerk_app.contract.exchange import PROBLEM_TYPE, Problem
from clerk_app.contract.relay import OFFICE_PROOF_HEADER, RELAY_PROOF_HEADER, OfficeKey
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.relay.boundary import Boundary, number
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import Shelf
from tests.support.asgi_client import AsgiClient
from tests.support.lone_relay import KEYS, TEXTS, told
from tests.support.sync_entries import DESK

HERE = b"f" * 32
RAISED: dict[str, Exception] = {
    "full": Unavailable("relay_full"),
    "disk": Unavailable("relay_disk"),
    "bug": RuntimeError("a bug"),
}


async def fails(request: Request) -> Response:
    if request.path_params["how"] in RAISED:
        raise RAISED[request.path_params["how"]]
    return Response(b"well")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[AsgiClient]:
    shelf = Shelf(tmp_path / "relay.db")
    knowing = Knowing(shelf, "R1", HERE, lambda: None)
    knowing.learn(told())
    app = Starlette(
        routes=[Route("/{how}", fails, methods=["GET"])],
        middleware=[Middleware(Boundary, knowing=knowing, texts=TEXTS)],
    )
    yield AsgiClient(app)
    shelf.close()


def asked(client: AsgiClient, target: str):
    proof = relay.prove(KEYS, HERE, DESK, "GET", target)
    reply = client.request("GET", target, headers={OFFICE_PROOF_HEADER: str(proof)})
    return reply, relay.answered(reply.headers.get(RELAY_PROOF_HEADER, ""), KEYS.mac, HERE, proof.nonce)


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [("/well", 200, ""), ("/full", 507, "relay_full"), ("/disk", 507, "relay_disk"), ("/bug", 500, "relay_fault")],
)
def test_every_answer_to_a_desk_of_the_office_shows_the_proof(
    client: AsgiClient, target: str, status: int, code: str
) -> None:
    reply, proven = asked(client, target)
    assert (reply.status_code, proven) == (status, True)
    if code:
        problem = canonical.decode(reply.content, Problem)
        assert (problem.code, problem.title) == (code, TEXTS.text(f"error.{code}"))


def test_a_stranger_is_answered_401_and_shown_nothing(client: AsgiClient) -> None:
    for header in ({}, {OFFICE_PROOF_HEADER: "1 A7 AAAA"}):
        reply = client.request("GET", "/well", headers=header)
        assert reply.status_code == 401
        assert reply.headers["content-type"].startswith(PROBLEM_TYPE)
        assert RELAY_PROOF_HEADER not in reply.headers
    older = relay.prove(relay.derive(OfficeKey(0, b"x" * 32)), HERE, DESK, "GET", "/well")
    reply = client.request("GET", "/well", headers={OFFICE_PROOF_HEADER: str(older)})
    assert canonical.decode(reply.content, Problem).code == "office_key_old"


def test_numbers_of_a_query_are_numbers() -> None:
    assert number("17") == 17
    for wrong in ("", "-1", "1.5", "x", "9" * 19, "١"):
        with pytest.raises(Invalid, match="malformed"):
            number(wrong)
