"""Which desks are shown, in which order, and what is counted of them."""

from __future__ import annotations

from sqlalchemy import insert, update

from clerk_app.central import links
from clerk_app.central.clock import DAY
from clerk_app.central.operator.fleet import ON_A_PAGE, Fleet, Wanted, desk_line, fleet, waiting_together
from clerk_app.central.schema import ALARM, DESK, OFFICE
from clerk_app.contract.link import LinkReport
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


def shown(centre: Running, **wanted: object) -> Fleet:
    parts = centre.central.parts
    with parts.database.read() as connection:
        return fleet(connection, parts.keys.municipality, Wanted(**wanted), centre.clock.at)  # type: ignore[arg-type]


def codes(found: Fleet) -> list[str]:
    return [desk.code for desk in found.desks]


def told(centre: Running, code: str, **report: int) -> None:
    parts = centre.central.parts
    with parts.database.write() as connection:
        links.note(connection, parts.keys.municipality, code, LinkReport(**report), centre.clock.at)
        seen = update(DESK).where(DESK.c.code == code).values(last_seen=centre.clock.at)
        connection.execute(seen)


def test_desks_are_sorted_by_what_is_worst_and_who_tells_nothing_comes_last(centre: Running) -> None:
    slow, fast, unknown, silent = (centre.desk().code for _ in range(4))
    told(centre, slow, rate=512, waiting=3)
    told(centre, fast, rate=65536, waiting=90)
    told(centre, unknown, rate=0, delay=20)
    assert codes(shown(centre, order="link")) == [slow, fast, unknown, silent]
    assert codes(shown(centre, order="waiting")) == [fast, slow, unknown, silent]
    assert codes(shown(centre, order="seen")) == [silent, slow, fast, unknown]
    assert codes(shown(centre)) == [slow, fast, unknown, silent]
    with centre.central.parts.database.read() as connection:
        assert waiting_together(connection, centre.central.parts.keys.municipality) == 93


def test_a_state_finds_the_desks_that_are_in_it(centre: Running) -> None:
    fine, broken, gap, stopped, silent, alarmed = desks = [centre.clerk() for _ in range(6)]
    for desk in desks:
        told(centre, desk.code)
    parts = centre.central.parts
    with Caller(centre.url, fine.anchor) as caller:
        caller.send(broken, broken.cut(broken.receive(), head=b"x" * 32))
        gap.receive()
        caller.send(gap, gap.cut(gap.receive(), first=5))
    parts.quarantine.stop(stopped.code, "Ана")
    with parts.database.write() as connection:
        connection.execute(update(DESK).where(DESK.c.code == silent.code).values(last_seen=centre.clock.at - DAY - 1))
        row = {"municipality": parts.keys.municipality, "desk": alarmed.code, "at": 1, "code": "clock_lags"}
        connection.execute(insert(ALARM).values(params="{}", **row))
        connection.execute(insert(ALARM).values(params="{}", seen=1, **{**row, "desk": fine.code}))
    found = {
        state: codes(shown(centre, state=state))
        for state in ("fine", "alarm", "stopped", "chain_broken", "gap", "silent", "fenced")
    }
    assert found == {
        "fine": [fine.code],
        "alarm": [broken.code, alarmed.code],
        "stopped": [stopped.code],
        "chain_broken": [broken.code],
        "gap": [gap.code],
        "silent": [silent.code],
        "fenced": [],
    }
    assert shown(centre).states == {state: len(of_state) for state, of_state in found.items()}


def test_a_text_is_the_code_of_a_desk_or_part_of_an_office(centre: Running) -> None:
    first, second = centre.desk(), centre.desk()
    with centre.central.parts.database.write() as connection:
        connection.execute(update(OFFICE).where(OFFICE.c.code == second.office).values(name="Канцеларија 100% пуна"))
    assert codes(shown(centre, text=first.code.lower())) == [first.code]
    assert codes(shown(centre, text="100%")) == [second.code]
    assert codes(shown(centre, text="%")) == [second.code]
    assert codes(shown(centre, text="kancelarija 100")) == [second.code]
    assert codes(shown(centre, text="нема")) == []


def test_a_page_holds_so_many_and_one_behind_the_last_is_the_last(centre: Running) -> None:
    made = [centre.desk().code for _ in range(ON_A_PAGE + 1)]
    first, last = shown(centre), shown(centre, page=99)
    assert (first.pages, len(first.desks), first.many) == (2, ON_A_PAGE, ON_A_PAGE + 1)
    assert (last.wanted.page, codes(last)) == (2, made[-1:])


def test_what_the_centre_counts_of_one_desk(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive(), desk.receive(grant="none")))
    with parts.database.read() as connection:
        line = desk_line(connection, parts.keys.municipality, desk.code, centre.clock.at)
        assert desk_line(connection, parts.keys.municipality, "Z9", centre.clock.at) is None
    assert line is not None
    assert (line.received, line.held) == (1, 1)
    assert line.states == ()
