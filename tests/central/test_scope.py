"""Desks of an office have what is open or was touched of late, and forget the rest."""

from __future__ import annotations

from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.central.clock import DAY
from clerk_app.central.scope import EVERY, KEPT, Scope
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestReceived
from tests.central.conftest import MovedClock, Running
from tests.central.test_numbers import Still
from tests.support.lone_desk import LoneDesk


def test_a_case_leaves_when_it_was_finished_long_ago_and_comes_back_when_it_is_opened(
    settings: CentralSettings,
) -> None:
    parts, clock = open_parts(settings), settings.now
    assert isinstance(clock, MovedClock)
    running = Running(central=Still(parts), url="", clock=clock, settings=settings)  # type: ignore[arg-type]
    office = running.office()
    desk, other = running.clerk(office=office), running.clerk(office=office)
    scope = Scope(parts.database, parts.keys.municipality, clock)
    entry = desk.receive()
    parts.accepting.take(desk.cut(entry))
    parts.numbering.give()
    number = canonical.decode(entry.body or b"", RequestReceived).number
    for state in ("u_radu", "resen_odbijen"):
        parts.registry.set_status(number, state)
    place, heard = said(parts, other, 0)
    assert heard == ["case", "status", "status"]
    clock.at += KEPT - DAY
    assert not scope.look()
    clock.at += 2 * DAY
    assert scope.look()
    assert said(parts, desk, place)[1] == []
    place, heard = said(parts, other, place)
    assert heard == ["gone"]
    clock.at += EVERY
    assert not scope.look()
    parts.registry.set_status(number, "zalba")
    clock.at += EVERY
    assert scope.look()
    assert said(parts, other, place)[1] == ["status", "case"]
    clock.at += EVERY
    assert not scope.look()
    parts.database.close()


def said(parts: Parts, desk: LoneDesk, place: int) -> tuple[int, list[str]]:
    """How far a desk has heard now, and the kinds of what it was told since; each with a version of its own."""
    answers = parts.answering.next(parts.desks.get(desk.code), Heard(place, 0))
    versions = [change.version for change in answers.changes]
    assert versions == sorted(set(versions))
    return answers.position, [change.kind for change in answers.changes]
