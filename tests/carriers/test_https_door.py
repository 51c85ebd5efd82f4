"""Enrolment and sign-in; no secret leaves over a wire that trusts anyone."""

from __future__ import annotations

import pytest

from clerk_app.carriers.https_door import HttpsDoor
from clerk_app.carriers.wire import Wire, pinned_wire, unverified_wire
from clerk_app.contract import canonical, enrolment
from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer, EnrolmentRequest
from clerk_app.contract.exchange import PROBLEM_PREFIX, PROBLEM_TYPE, Problem
from clerk_app.contract.signin import EscrowDeposit, SignedGrant, SignInAnswer, SignInRequest
from clerk_app.domain.errors import CounterError, Refused, SignIn, Unavailable
from tests.support.raw_server import Request, Talk

ENROLMENT = EnrolmentRequest(secret="ABCDEFGH", sign_public=b"s" * 32, seal_public=b"x" * 32)
SIGN_IN = SignInRequest(user="probic", password="тајна", reply_public=b"r" * 32)
DESK = EnrolmentAnswer(desk="A1B2", office="01", office_name="Пријемна", counter="3")


class Centre:
    """Answers each path with what a test gave."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.seen: list[Request] = []

    def __call__(self, talk: Talk) -> None:
        while (request := talk.request()) is not None:
            self.seen.append(request)
            answer = self.answers.get(request.target.rpartition("/")[2].replace("-", "_"), b"")
            if isinstance(answer, Problem):
                talk.answer(canonical.encode(answer), status=f"{answer.status} No", kind=PROBLEM_TYPE)
            else:
                talk.answer(canonical.encode(answer))


def problem(code: str, status: int) -> Problem:
    return Problem(type=PROBLEM_PREFIX + code, title="", status=status)


def with_door(wire: Wire, work):
    try:
        return work(HttpsDoor(wire))
    finally:
        wire.close()


def test_the_anchor_comes_over_a_line_that_is_not_trusted_yet(serve, authority, tls) -> None:
    anchor = Anchor("70000", "Пробна", b"s" * 32, b"x" * 32, b"e" * 32, authority.pem)
    server = serve(Centre(anchor=anchor), tls)
    got = with_door(unverified_wire(server.url), HttpsDoor.anchor)
    assert enrolment.fingerprint(got) == enrolment.fingerprint(anchor)
    again = with_door(pinned_wire(server.url, got.ca_pem), HttpsDoor.anchor)
    assert again == anchor


@pytest.mark.parametrize(
    "work",
    [lambda door: door.enrol(ENROLMENT), lambda door: door.sign_in(SIGN_IN), lambda door: door.deposit(b"wrap")],
    ids=["enrol", "sign in", "deposit"],
)
def test_no_secret_goes_to_a_centre_that_was_not_checked(serve, tls, work) -> None:
    centre = Centre()
    with pytest.raises(Unavailable, match="line_certificate"):
        with_door(unverified_wire(serve(centre, tls).url), work)
    assert centre.seen == []


def test_enrolment_sign_in_and_deposit(serve, authority, tls) -> None:
    granted = SignInAnswer(grant=SignedGrant(payload=b"p", signature=b"s"), rewrapped=b"k")
    centre = Centre(enrolments=DESK, sign_ins=granted, escrow={})
    url = serve(centre, tls).url
    assert with_door(pinned_wire(url, authority.pem), lambda door: door.enrol(ENROLMENT)) == DESK
    assert with_door(pinned_wire(url, authority.pem), lambda door: door.sign_in(SIGN_IN)) == granted
    with_door(pinned_wire(url, authority.pem), lambda door: door.deposit(b"wrap"))
    with_door(pinned_wire(url, authority.pem), lambda door: door.wiped())
    assert [request.target for request in centre.seen] == [
        "/v1/enrolments",
        "/v1/sign-ins",
        "/v1/escrow",
        "/v1/wiped",
    ]
    assert canonical.decode(centre.seen[2].body, EscrowDeposit).wrap == b"wrap"


@pytest.mark.parametrize(
    ("answer", "error"),
    [(problem("code_used", 403), Refused), (problem("password_wrong", 403), SignIn), (problem("x", 500), Unavailable)],
)
def test_refusals_by_code(serve, authority, tls, answer: Problem, error: type[CounterError]) -> None:
    wire = pinned_wire(serve(Centre(sign_ins=answer), tls).url, authority.pem)
    with pytest.raises(error):
        with_door(wire, lambda door: door.sign_in(SIGN_IN))
