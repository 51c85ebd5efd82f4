"""What every endpoint asks first: who speaks, and is it readable."""

from __future__ import annotations

import httpx

from clerk_app.contract import canonical, parcel
from clerk_app.contract.exchange import EXCHANGE, LISTS, PROOF_HEADER, SIGN_INS, Problem, prove
from clerk_app.contract.keys import SigningKey
from tests.support.lone_desk import Caller, LoneDesk


def test_who_proves_nothing_is_not_heard(caller: Caller, desk: LoneDesk) -> None:
    raw = parcel.framed(desk.cut(desk.receive()))
    unsaid = caller.client.post(EXCHANGE, content=raw)
    assert code_of(unsaid) == (401, "desk_proof")
    for code, wanted in (("ZZ", "desk_unknown"), (desk.code, "desk_proof")):
        proof = prove(code, SigningKey(b"x" * 32), "POST", EXCHANGE)
        reply = caller.client.post(EXCHANGE, content=raw, headers={PROOF_HEADER: proof})
        assert code_of(reply) == (401, wanted)
    assert caller.answer(desk).have == 0


def test_a_body_that_is_not_a_sign_in_is_a_clear_problem(caller: Caller, desk: LoneDesk) -> None:
    for body in (b"", b"{}", b"\xff", b'{"user": 7}'):
        assert code_of(caller.ask(desk, "POST", SIGN_INS, content=body)) == (422, "malformed")
    assert code_of(caller.ask(desk, "POST", SIGN_INS, content=bytes(400_000))) == (413, "too_large")


def test_a_whole_number_may_have_a_fraction_of_zero(caller: Caller, desk: LoneDesk) -> None:
    asked = b'{"name": "streets", "version": 1.0, "most": 5.00}'
    assert caller.ask(desk, "POST", LISTS, content=asked).status_code in {200, 404, 410}
    assert code_of(caller.ask(desk, "POST", LISTS, content=asked.replace(b"5.00", b"5.50"))) == (422, "malformed")


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code
