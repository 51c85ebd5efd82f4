"""A desk in code is a desk like others, until it is shut out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from clerk_app.central.app import Parts
from clerk_app.central.cases.retired_desk import Clerk, RetiredDesk
from clerk_app.central.clock import DAY, ScriptedClock
from clerk_app.central.schema import DESK, ENTRY
from clerk_app.domain.errors import Refused, SignIn
from clerk_app.domain.numbers import parse
from tests.support.lone_desk import PASSWORD, received, subject

CLERK = Clerk("mprimeric", PASSWORD)


@pytest.fixture
def desk(parts: Parts) -> RetiredDesk:
    return RetiredDesk(parts, "usluzni-centar", "4", "test")


def test_what_it_sends_is_accepted_and_its_chain_verifies(parts: Parts, desk: RetiredDesk) -> None:
    grant = desk.sign_in(CLERK)
    number = desk.next_number()
    desk.send("request.received", received(desk.code, 1, number=number), subject(desk.code, 2), grant.id)
    with parts.database.read() as connection:
        row = connection.execute(select(DESK).where(DESK.c.code == desk.code)).one()
        kinds = connection.execute(select(ENTRY.c.kind, ENTRY.c.outcome).order_by(ENTRY.c.seq)).all()
    assert (row.have, row.chain_ok_to, row.chain_broken, row.counter) == (2, 2, False, "4")
    assert [tuple(kind) for kind in kinds] == [("desk.enrolled", "accepted"), ("request.received", "accepted")]
    assert parse(number) is not None
    assert parse(desk.next_number()) != parse(number)


def test_a_grant_is_renewed_when_it_runs_out(clock: ScriptedClock, desk: RetiredDesk) -> None:
    grant = desk.sign_in(CLERK)
    assert desk.sign_in(CLERK) is grant
    clock.move_to(clock() + 15 * DAY)
    assert desk.sign_in(CLERK).starts > grant.ends
    with pytest.raises(SignIn):
        desk.sign_in(Clerk("jprobic", "погрешна"))


def test_what_is_not_accepted_is_said(desk: RetiredDesk) -> None:
    with pytest.raises(Refused, match="entry_not_accepted"):
        desk.send("request.received", received(desk.code, 1), subject(desk.code, 2), "none")


def test_once_retired_it_is_heard_no_more(parts: Parts, desk: RetiredDesk) -> None:
    grant = desk.sign_in(CLERK)
    desk.retire()
    with pytest.raises(Refused, match="entry_not_accepted"):
        desk.send("request.received", received(desk.code, 1), subject(desk.code, 2), grant.id)
    with parts.database.read() as connection:
        assert connection.execute(select(DESK.c.fenced)).scalar_one() == parts.now()
    with pytest.raises(Refused, match="desk_fenced"):
        desk.sign_in(Clerk("jprobic", "proba-2026"))
