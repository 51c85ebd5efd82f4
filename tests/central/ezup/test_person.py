"""The log by one person: for a supervisor, or a clerk with an open case of theirs; the number stands nowhere in it."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from clerk_app.central.schema import AUDIT
from clerk_app.contract import canonical
from clerk_app.contract.exchange import Problem
from clerk_app.contract.ezup import EZUP_PERSON, LogPage, LogSealed, PersonAsked, open_log
from clerk_app.domain.case_bodies import CaseMoved
from tests.central.conftest import Running
from tests.central.ezup.test_effects import JELENA, STOJAN, Day
from tests.support.lone_desk import Caller, LoneDesk


@pytest.fixture
def supervisor(centre: Running) -> LoneDesk:
    return centre.clerk("suzoric", "uzor-2026")


def ask(caller: Caller, desk: LoneDesk, number: str, *cases: bytes, before: int = 0) -> httpx.Response:
    asked = PersonAsked(grant=desk.grant, number=number, cases=cases, before=before)
    return caller.ask(desk, "POST", EZUP_PERSON, content=canonical.encode(asked))


def page(reply: httpx.Response, desk: LoneDesk) -> LogPage:
    assert reply.is_success, reply.content
    return open_log(canonical.decode(reply.content, LogSealed), desk.seal)


def refused(reply: httpx.Response) -> str:
    return canonical.decode(reply.content, Problem).code


def test_every_query_by_a_number_is_told_whatever_desk_and_case_and_no_other(
    centre: Running, supervisor: LoneDesk
) -> None:
    desk, elsewhere = centre.clerk(), centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        here, there = Day(centre, desk, caller), Day(centre, elsewhere, caller)
        queries = []
        for day, number, service in (
            (here, JELENA, "birth-extract"),
            (there, JELENA, "voters-roll"),
            (here, STOJAN, "birth-extract"),
        ):
            case = day.receive(number, service=service)
            queries.append(day.asked(case, number, "mkr" if service == "birth-extract" else "preb"))
            day.send(queries[-1])
        reply = ask(caller, supervisor, JELENA)
        rows = page(reply, supervisor).rows
        assert {(row.desk, row.seq) for row in rows} == {
            (desk.code, queries[0].header.seq), (elsewhere.code, queries[1].header.seq),
        }  # fmt: skip
        assert {row.dataset for row in rows} == {"mkr", "preb"}
        assert JELENA not in str(rows)
        assert JELENA.encode() not in reply.content
        assert page(ask(caller, supervisor, "0101990900009"), supervisor).rows == ()
        assert page(ask(caller, supervisor, JELENA, before=min(row.made for row in rows)), supervisor).rows == ()
    with centre.central.parts.database.read() as connection:
        noted = connection.execute(select(AUDIT).where(AUDIT.c.what == "ezup_person_read")).all()
    assert [(row.desk, row.user) for row in noted] == [(supervisor.code, "suzoric")] * 3
    assert JELENA not in str(noted)


def test_a_clerk_reads_of_whom_an_open_case_of_the_office_names_and_of_nobody_else(centre: Running) -> None:
    desk, stranger = centre.clerk(), centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        day = Day(centre, desk, caller)
        case = day.receive()
        subject = case.header.subject
        day.send(day.asked(case))
        assert len(page(ask(caller, desk, JELENA, subject), desk).rows) == 1
        assert refused(ask(caller, desk, JELENA)) == "person_not_in_case"
        assert refused(ask(caller, desk, STOJAN, subject)) == "person_not_in_case"
        assert refused(ask(caller, stranger, JELENA, subject)) == "person_not_in_case"
        assert refused(ask(caller, desk, JELENA, b"nobody")) == "person_not_in_case"
        handler = Day(centre, centre.clerk("omodelic", "model-2026"), caller)
        closed = CaseMoved(base_version=99, state="odbacen", clerk="omodelic")
        handler.send(handler.desk.write("case.moved", closed, subject))
        assert refused(ask(caller, desk, JELENA, subject)) == "person_not_in_case"


def test_an_administrator_sees_nobody(centre: Running) -> None:
    desk = centre.clerk("aopitic", "opit-2026")
    with Caller(centre.url, desk.anchor) as caller:
        assert refused(ask(caller, desk, JELENA)) == "not_permitted"
