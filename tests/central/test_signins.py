"""Passwords, delays, grants, and the database key back from escrow."""

from __future__ import annotations

import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
from sqlalchemy import select, update

from clerk_app.central.clock import DAY, SECOND
from clerk_app.central.schema import AUDIT, CLERK, CLERK_GRANT, DESK
from clerk_app.central.signins import GRANT_DAYS
from clerk_app.central.tries import FREE_FAILURES
from clerk_app.contract import canonical
from clerk_app.contract.exchange import ESCROW, SIGN_INS, Problem
from clerk_app.contract.keys import SealingKey, seal
from clerk_app.contract.signin import ESCROW_INFO, REWRAP_INFO, EscrowDeposit, SignInAnswer, SignInRequest
from clerk_app.domain.errors import SignIn
from tests.central.conftest import Running
from tests.support.lone_desk import PASSWORD, Caller, LoneDesk, enrol

_GUESSES = 40


def sign_in(caller: Caller, desk: LoneDesk, user: str, password: str, **more: object) -> httpx.Response:
    request = SignInRequest(user=user, password=password, **{"reply_public": bytes(32), **more})  # type: ignore[arg-type]
    return caller.ask(desk, "POST", SIGN_INS, content=canonical.encode(request))


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code


def test_a_grant_names_clerk_desk_and_days(shared: Running) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        grant = caller.sign_in(desk, "suzoric", "uzor-2026")
    assert (grant.user, grant.name, grant.role) == ("suzoric", "Снежана Узорић", "supervisor")
    assert (grant.desk, grant.office, grant.municipality) == (desk.code, desk.office, "primerovo")
    assert grant.ends - grant.starts == GRANT_DAYS * DAY


def test_a_wrong_password_and_an_unknown_user_sound_the_same(shared: Running) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        wrong = sign_in(caller, desk, "aopitic", "погрешно")
        unknown = sign_in(caller, desk, "nepoznat", "погрешно")
    assert code_of(wrong) == code_of(unknown) == (403, "password_wrong")


def test_delays_grow_and_a_right_password_ends_them(centre: Running) -> None:
    desk = centre.desk()
    with Caller(centre.url, desk.anchor) as caller:
        for _ in range(FREE_FAILURES):
            assert code_of(sign_in(caller, desk, "jprobic", "погрешно")) == (403, "password_wrong")
        waits = []
        for _ in range(3):
            refused = sign_in(caller, desk, "jprobic", "proba-2026")
            assert code_of(refused) == (429, "password_wait")
            waits.append(int(refused.headers["Retry-After"]))
            centre.clock.at += waits[-1] * SECOND
            assert code_of(sign_in(caller, desk, "jprobic", "погрешно")) == (403, "password_wrong")
        assert waits == [1, 2, 4]
        centre.clock.at += 8 * SECOND
        assert sign_in(caller, desk, "jprobic", "proba-2026").is_success
        assert code_of(sign_in(caller, desk, "jprobic", "погрешно")) == (403, "password_wrong")


def test_names_of_clerks_and_of_nobody_wait_alike(centre: Running) -> None:
    desk = centre.desk()
    with Caller(centre.url, desk.anchor) as caller:
        said = [
            [
                (*code_of(reply), reply.headers.get("Retry-After"))
                for reply in (sign_in(caller, desk, user, "погрешно") for _ in range(FREE_FAILURES + 2))
            ]
            for user in ("jprobic", "niko")
        ]
    assert said[0] == said[1]
    assert said[0][-1] == (429, "password_wait", "1")


def test_guesses_side_by_side_are_counted_before_any_is_answered(centre: Running) -> None:
    parts = centre.central.parts
    desk = parts.desks.get(centre.desk().code)
    together = Barrier(_GUESSES)

    def guess(number: int) -> str:
        together.wait(timeout=60)
        with pytest.raises(SignIn) as caught:
            parts.sign_ins.sign_in(desk, SignInRequest(user="jprobic", password=str(number), reply_public=bytes(32)))
        return caught.value.code

    with ThreadPoolExecutor(_GUESSES) as pool:
        said = Counter(pool.map(guess, range(_GUESSES)))
    assert said == {"password_wrong": FREE_FAILURES, "password_wait": _GUESSES - FREE_FAILURES}


def test_a_right_password_at_a_wrong_office_is_no_failure(centre: Running) -> None:
    parts = centre.central.parts
    with parts.database.write() as connection:
        connection.execute(update(CLERK).where(CLERK.c.user == "mprimeric").values(office="mk-uzorno"))
    desk = parts.desks.get(centre.desk().code)
    request = SignInRequest(user="mprimeric", password=PASSWORD, reply_public=bytes(32))
    for _ in range(FREE_FAILURES + 2):
        with pytest.raises(SignIn, match="office_not_yours"):
            parts.sign_ins.sign_in(desk, request)


def test_a_reply_key_of_a_wrong_length_is_no_try(centre: Running) -> None:
    desk = centre.desk()
    with Caller(centre.url, desk.anchor) as caller:
        for _ in range(FREE_FAILURES + 2):
            reply = sign_in(caller, desk, "mprimeric", PASSWORD, reply_public=b"short", want_key=True)
            assert code_of(reply) == (422, "malformed")


def test_the_key_comes_back_from_escrow_and_it_is_written_down(shared: Running) -> None:
    desk = shared.desk()
    key, reply_key = secrets.token_bytes(32), SealingKey(secrets.token_bytes(32))
    wrap = seal(desk.anchor.escrow_seal, key, ESCROW_INFO + desk.code.encode())
    with Caller(shared.url, desk.anchor) as caller:
        nothing = sign_in(caller, desk, "mprimeric", PASSWORD, reply_public=reply_key.public, want_key=True)
        assert canonical.decode(nothing.content, SignInAnswer).rewrapped == b""
        deposit = caller.ask(desk, "PUT", ESCROW, content=canonical.encode(EscrowDeposit(wrap)))
        assert deposit.status_code == 204
        unwanted = sign_in(caller, desk, "mprimeric", PASSWORD)
        assert canonical.decode(unwanted.content, SignInAnswer).rewrapped == b""
        reply = sign_in(caller, desk, "mprimeric", PASSWORD, reply_public=reply_key.public, want_key=True)
    answer = canonical.decode(reply.content, SignInAnswer)
    assert reply_key.open(answer.rewrapped, REWRAP_INFO + desk.code.encode()) == key
    with shared.central.parts.database.read() as connection:
        acts = connection.execute(select(AUDIT.c.what, AUDIT.c.user).where(AUDIT.c.desk == desk.code)).all()
    assert ("escrow_deposited", "") in acts
    assert acts.count(("escrow_opened", "mprimeric")) == 1


@pytest.mark.parametrize("wrap", [b"", b"nonsense" * 20])
def test_a_deposit_that_does_not_open_is_not_kept(shared: Running, wrap: bytes) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        reply = caller.ask(desk, "POST", ESCROW, content=canonical.encode(EscrowDeposit(wrap)))
    assert code_of(reply) == (422, "seal_broken")


def test_a_replaced_desk_gets_no_grant_no_key_and_keeps_none(shared: Running) -> None:
    desk = shared.desk()
    first, second = (
        seal(desk.anchor.escrow_seal, secrets.token_bytes(32), ESCROW_INFO + desk.code.encode()) for _ in range(2)
    )
    with Caller(shared.url, desk.anchor) as caller:
        assert caller.ask(desk, "PUT", ESCROW, content=canonical.encode(EscrowDeposit(first))).is_success
        assert sign_in(caller, desk, "mprimeric", PASSWORD).is_success
        code = shared.central.parts.enrolment.make_code(desk.office, "1")
        enrol(shared.url, code, secrets.token_bytes(32), replaces=desk.code)
        for want_key in (False, True):
            refused = sign_in(caller, desk, "mprimeric", PASSWORD, want_key=want_key)
            assert code_of(refused) == (403, "desk_fenced")
        deposit = caller.ask(desk, "PUT", ESCROW, content=canonical.encode(EscrowDeposit(second)))
        assert code_of(deposit) == (403, "desk_fenced")
    with shared.central.parts.database.read() as connection:
        kept = connection.execute(select(DESK.c.escrow).where(DESK.c.code == desk.code)).scalar_one()
        grants = connection.execute(select(CLERK_GRANT.c.id).where(CLERK_GRANT.c.desk == desk.code)).all()
    assert kept == first
    assert len(grants) == 1
