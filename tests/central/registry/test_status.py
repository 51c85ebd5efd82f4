"""Cases move along, and the desk that received them hears it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from clerk_app.central.registry.status import SCRIPT
from clerk_app.central.server import CentralSettings
from clerk_app.contract import canonical
from clerk_app.contract.answers import Status
from clerk_app.contract.cases import Amended
from clerk_app.domain import numbers
from clerk_app.domain.errors import Invalid, Refused
from tests.central.conftest import RESOURCES, Running
from tests.support.lone_desk import Caller, LoneDesk

type Start = Callable[[CentralSettings], Running]


def test_a_status_reaches_the_desk_with_its_note_and_the_next_version(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    registry = shared.central.parts.registry
    caller.send(desk, desk.cut(desk.receive()))
    caller.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
    number = numbers.provisional(desk.code, 1)
    registry.set_status(number, "u_radu", "узето у рад", "omodelic")
    registry.set_status(number, "resen_usvojen")
    changes = caller.answer(desk).changes
    told = [canonical.decode(change.body, Status) for change in changes if change.kind == "status"]
    assert [(one.state, one.note) for one in told] == [("u_radu", "узето у рад"), ("resen_usvojen", "")]
    versions = [change.version for change in changes]
    assert versions == sorted(set(versions))
    assert registry.history(number) == told


def test_the_scripted_handler_takes_every_registered_case_one_step(settings: CentralSettings, start: Start) -> None:
    centre = start(replace(settings, seed=RESOURCES / "seed" / "primerovo", services=RESOURCES / "catalogue"))
    desk = centre.clerk()
    registry = centre.central.parts.registry
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive(), desk.receive()))
        caller.until(desk, lambda answer: any(change.seq == 2 for change in answer.changes))
        assert caller.client.post("/operator/step", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403
        assert caller.client.post("/operator/step").json() == {"moved": 2}
        assert [registry.move_along() for _ in SCRIPT] == [2] * (len(SCRIPT) - 1) + [0]
    assert [step.state for step in registry.history(numbers.provisional(desk.code, 1))] == list(SCRIPT)


def test_what_is_not_there_is_said(shared: Running) -> None:
    registry = shared.central.parts.registry
    with pytest.raises(Invalid, match="state_unknown"):
        registry.set_status("A1-000001-X", "negde")
    with pytest.raises(Refused, match="case_unknown"):
        registry.set_status("A1-000001-X", "u_radu")


def test_what_a_handler_changes_is_told_but_for_what_is_special(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    caller.send(desk, desk.cut(desk.receive(service="child-allowance")))
    caller.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
    form = {"claim.kind": "first", "members[0].income": "1"}
    shared.central.parts.registry.amend(numbers.provisional(desk.code, 1), form, "omodelic")
    (told,) = (change for change in caller.answer(desk).changes if change.kind == "amended")
    amended = canonical.decode(told.body, Amended)
    assert (amended.form, amended.hidden, amended.desk) == ({"claim.kind": "first"}, ("members[0].income",), "")
