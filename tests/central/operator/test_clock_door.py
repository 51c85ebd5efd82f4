"""A centre whose clock follows a script: a case lives through New Year and past its deadline in a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from clerk_app.central.clock import DAY, ScriptedClock, local, moment
from clerk_app.central.operator.clock_door import last_moment
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered
from clerk_app.contract.exchange import HEALTH
from clerk_app.domain import deadlines, numbers
from clerk_app.domain.catalogue import Deadline
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk

type Start = Callable[[CentralSettings], Running]
EVE = "2026-12-31T23:30"


@pytest.fixture
def new_years_eve(settings: CentralSettings, start: Start) -> Running:
    return start(replace(settings, now=ScriptedClock(moment(EVE))))


@pytest.fixture
def desk(new_years_eve: Running) -> LoneDesk:
    made = new_years_eve.clerk()
    made.at = moment(EVE)
    return made


@pytest.fixture
def caller(new_years_eve: Running, desk: LoneDesk) -> Iterator[Caller]:
    with Caller(new_years_eve.url, desk.anchor) as speaking:
        yield speaking


def move(caller: Caller, **wanted: object) -> int:
    reply = caller.client.post("/operator/clock", json=wanted)
    assert reply.status_code == 200, reply.text
    reached: int = reply.json()["now"]
    return reached


def numbered(caller: Caller, desk: LoneDesk, seq: int) -> Registered:
    said = caller.until(desk, lambda answer: any((one.kind, one.seq) == ("registered", seq) for one in answer.changes))
    found = [one for answer in said for one in answer.changes if (one.kind, one.seq) == ("registered", seq)]
    return canonical.decode(found[-1].body, Registered)


def test_a_case_lives_over_new_year_and_past_its_deadline(
    new_years_eve: Running, caller: Caller, desk: LoneDesk
) -> None:
    registry = new_years_eve.central.parts.registry
    due = deadlines.due(Deadline(kind="days", days=8), date(2026, 12, 31))
    assert due == date(2027, 1, 8)
    caller.send(desk, desk.cut(desk.receive(deadline=due.isoformat())))
    old = numbered(caller, desk, 1)
    assert (old.serial, old.year) == (1, 2026)
    desk.at = move(caller, advance_seconds=3600)
    caller.send(desk, desk.cut(desk.receive()))
    new = numbered(caller, desk, 2)
    assert (new.serial, new.year) == (1, 2027)
    assert local(new.at).year == 2027
    move(caller, to="2027-01-09T08:00")
    number = numbers.provisional(desk.code, 1)
    registry.set_status(number, "u_radu")
    (step,) = registry.history(number)
    assert local(step.at).date() > due


def test_grants_and_codes_run_out_by_it(new_years_eve: Running, caller: Caller, desk: LoneDesk) -> None:
    parts = new_years_eve.central.parts
    late = parts.enrolment.make_code("usluzni-centar", "1")
    desk.at = move(caller, advance_seconds=15 * 24 * 3600)
    caller.send(desk, desk.cut(desk.receive()))
    (result,) = caller.answer(desk).results
    assert (result.outcome, result.code) == ("refused", "grant_expired")
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        new_years_eve.desk(printed=late)


def test_the_centre_tells_the_time_of_its_clock(caller: Caller) -> None:
    reached = move(caller, to="2027-03-28T12:00")
    assert reached == moment("2027-03-28T12:00")
    assert 0 <= caller.client.get(HEALTH).json()["now"] - reached < 60_000_000


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"advance_seconds": -1}, "clock_back"),
        ({"to": "2026-12-31T23:00"}, "clock_back"),
        ({"to": "сутра"}, "moment_wrong"),
        ({"advance_seconds": 10**15}, "moment_wrong"),
        ({"seconds": 5}, "malformed"),
    ],
)
def test_it_goes_forward_only(caller: Caller, wanted: dict[str, object], code: str) -> None:
    reply = caller.client.post("/operator/clock", json=wanted)
    assert (reply.status_code, reply.json()["type"].rpartition(":")[2].rpartition("/")[2]) == (422, code)


def test_only_this_machine_moves_it_and_only_where_it_is_scripted(caller: Caller, shared: Running) -> None:
    passed_on = caller.client.post("/operator/clock", json={}, headers={"X-Forwarded-For": "192.0.2.1"})
    assert passed_on.status_code == 403
    with Caller(shared.url) as other:
        assert other.client.post("/operator/clock", json={}).status_code == 404


def test_started_again_it_does_not_go_back(settings: CentralSettings, start: Start) -> None:
    running = start(replace(settings, now=ScriptedClock(moment(EVE))))
    desk = running.clerk()
    with Caller(running.url, desk.anchor) as caller:
        reached = move(caller, advance_seconds=40 * 24 * 3600)
        running.clerk()
    with running.central.parts.database.read() as connection:
        assert last_moment(connection, running.central.parts.keys.municipality) >= reached
    again = open_parts(replace(settings, now=ScriptedClock(moment(EVE))))
    assert again.now() >= reached > moment(EVE) + 39 * DAY
    again.database.close()
