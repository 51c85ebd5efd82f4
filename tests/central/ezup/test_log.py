"""The log of accesses: complete, for a supervisor's grant alone, sealed to the desk, and itself noted."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select

from clerk_app.central.clock import HOUR
from clerk_app.central.schema import AUDIT
from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered
from clerk_app.contract.exchange import Problem
from clerk_app.contract.ezup import EZUP_LOG, LogAsked, LogPage, LogSealed, open_log
from clerk_app.domain.ezup_bodies import Shown
from tests.central.conftest import Running
from tests.central.ezup.test_effects import JELENA, Day
from tests.support.lone_desk import Caller, LoneDesk

pytest_plugins: list[str] = []


@pytest.fixture
def supervisor(centre: Running) -> LoneDesk:
    return centre.clerk("suzoric", "uzor-2026")


def ask(caller: Caller, desk: LoneDesk, text: str = "", **changed: int) -> httpx.Response:
    asked = LogAsked(**({"grant": desk.grant, "since": 0, "until": 2**61, "text": text} | changed))  # type: ignore[arg-type]
    return caller.ask(desk, "POST", EZUP_LOG, content=canonical.encode(asked))


def page(reply: httpx.Response, desk: LoneDesk) -> LogPage:
    assert reply.is_success, reply.content
    return open_log(canonical.decode(reply.content, LogSealed), desk.seal)


def test_every_access_stands_in_it_with_who_why_and_what_came_of_it(centre: Running, supervisor: LoneDesk) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        day = Day(centre, desk, caller)
        case = day.receive()
        query = day.asked(case, purpose="Извод из матичне књиге рођених", legal_basis="Закон о матичним књигама")
        day.send(query)
        day.answers()
        reply = ask(caller, supervisor)
        (row,) = page(reply, supervisor).rows
        assert (row.user, row.desk, row.seq, row.state) == ("mprimeric", desk.code, query.header.seq, "done")
        assert (row.grant, row.key, row.procedure) == (desk.grant, "140398••••••8", "birth-extract")
        assert row.statement == f"{desk.code}-{case.header.seq}"
        assert row.purpose
        assert row.legal_basis
        assert row.digest
        assert row.answered >= row.made
        assert row.readings == ()
        read = Shown(query=query.header.seq, clerk="mprimeric", clerk_name="Марко Примерић")
        for one in (read, replace(read, how="paper"), replace(read, query=query.header.seq + 1)):
            day.send(desk.write("ezup.shown", one, case.header.subject))
        (row,) = page(ask(caller, supervisor), supervisor).rows
        assert (row.shown, row.printed) == (True, True)
        assert [(one.user, one.user_name, one.how) for one in row.readings] == [
            ("mprimeric", "Марко Примерић", "screen"), ("mprimeric", "Марко Примерић", "paper"),
        ]  # fmt: skip
        assert JELENA not in str(row)
        assert b"140398" not in reply.content
        assert len(page(ask(caller, supervisor, row.number), supervisor).rows) == 1
        assert page(ask(caller, supervisor, "нема%"), supervisor).rows == ()
        assert page(ask(caller, supervisor, until=row.made), supervisor).rows == ()
    with centre.central.parts.database.read() as connection:
        assert connection.execute(select(AUDIT.c.what)).scalars().all().count("ezup_log_read") == 5


def test_the_accesses_of_a_case_are_found_by_its_unique_number_as_people_type_it(
    centre: Running, supervisor: LoneDesk
) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        day = Day(centre, desk, caller)
        case, other = day.receive(), day.receive()
        day.send(day.asked(case))
        day.answers()
        unique = numbers_of(caller, desk, 2)
        assert len(page(ask(caller, supervisor, unique[case.header.seq]), supervisor).rows) == 1
        assert page(ask(caller, supervisor, unique[other.header.seq]), supervisor).rows == ()


def numbers_of(caller: Caller, desk: LoneDesk, count: int) -> dict[int, str]:
    """The unique numbers of the first cases, by entry."""
    found: dict[int, str] = {}
    for answer in caller.listen(desk):
        for one in answer.changes:
            if one.kind == "registered":
                told = canonical.decode(one.body, Registered)
                found[one.seq] = f"{told.serial} / {told.year}"
        if len(found) == count:
            return found
    raise AssertionError(f"no more than {found}")


def test_a_clerk_another_desks_grant_and_one_that_ended_open_nothing(centre: Running, supervisor: LoneDesk) -> None:
    desk = centre.clerk()

    def refused(reply: httpx.Response) -> str:
        return canonical.decode(reply.content, Problem).code

    with Caller(centre.url, desk.anchor) as caller:
        assert refused(ask(caller, desk)) == "not_permitted"
        assert refused(ask(caller, desk, grant=supervisor.grant)) == "grant_not_ours"  # type: ignore[arg-type]
        assert refused(ask(caller, desk, grant="nobody")) == "grant_unknown"  # type: ignore[arg-type]
        centre.clock.at += 24 * 365 * HOUR
        caller.ask(supervisor, "GET", "/v1/health")
        assert refused(ask(caller, supervisor)) in {"grant_expired", "proof_expired", "clock"}
