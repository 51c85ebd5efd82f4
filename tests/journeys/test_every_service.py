"""Every service from arrival to outcome: received without a line, exchanged, noted, worked on by a handler, decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from clerk_app.actions.casework import Brought
from clerk_app.actions.intake_form import offered_proofs
from clerk_app.app.open import Prepared, prepare
from clerk_app.central.app import Parts
from clerk_app.central.publishing import publish
from clerk_app.central.schema import REQUEST
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.catalogue_folder import load_folder
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import ListFilter
from tests.journeys.town import CLERK, PASSWORD, Terminal, Town, place_of
from tests.support.central_process import RESOURCES, address_of
from tests.support.filled import applicant_for, filled

CATALOGUE = RESOURCES / "catalogue"
SERVICES = sorted(path.stem for path in CATALOGUE.glob("*.toml"))
HANDLER, HANDLER_PASSWORD = "omodelic", "model-2026"
MISSING = ("потврда која недостаје",)


@dataclass(frozen=True)
class Day:
    """What became of each service's request: offline, once exchanged, and after its outcome; by service."""

    offline: dict[str, RequestView]
    exchanged: dict[str, RequestView]
    ended: dict[str, RequestView]
    at_centre: dict[str, list[str]]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """One desk and one centre; the line is down while everything is received, and again while it is worked on."""
    folder = tmp_path_factory.mktemp("every-service")
    with Town(folder) as town:
        root = town.desk("desk")
        terminal = Terminal(root)
        terminal.as_clerk("sync", "--once", "--hold", "0")
        terminal.as_clerk("sync", "--once", "--hold", "0", user=HANDLER, password=HANDLER_PASSWORD)
        town.go_down()
        offline = at_desk(root, CLERK, PASSWORD, receive_all)
        publish_again(town)
        town.come_back()
        terminal.as_clerk("sync", "--once", "--hold", "4")
        exchanged = at_desk(root, CLERK, PASSWORD, all_views)
        town.go_down()
        at_desk(root, HANDLER, HANDLER_PASSWORD, call_all)
        at_desk(root, CLERK, PASSWORD, supplement_all)
        at_desk(root, HANDLER, HANDLER_PASSWORD, work_on_all)
        town.come_back()
        terminal.as_clerk("sync", "--once", "--hold", "4")
        at_desk(root, HANDLER, HANDLER_PASSWORD, decide_all)
        terminal.as_clerk("sync", "--once", "--hold", "4")
        ended = at_desk(root, CLERK, PASSWORD, all_views)
        yield Day(offline, exchanged, ended, histories(town))


def at_desk[Made](root: Path, user: str, password: str, work: Callable[[Prepared], Made]) -> Made:
    """Do something at the desk as somebody who is signed in; nothing is exchanged meanwhile."""
    prepared = prepare(place_of(root))
    try:
        prepared.signing_in.sign_in(user, password)
        return work(prepared)
    finally:
        prepared.close()


def receive_all(prepared: Prepared) -> dict[str, RequestView]:
    actions = prepared.desk.actions
    today = prepared.desk.place.clock.local().date().isoformat()
    for name in SERVICES:
        service = actions.choosing.service(name, 1)
        form = replace(
            actions.intake.begin(applicant_for(service)),
            service=service.id,
            service_version=service.version,
            values=filled(service, today),
            proofs=offered_proofs(service),
            statements=tuple(statement.code for statement in service.statements),
        )
        actions.intake.accept(form, service)
    return all_views(prepared)


def all_views(prepared: Prepared) -> dict[str, RequestView]:
    views = prepared.desk.stores.requests.page(ListFilter(scope="all"), limit=100)
    return {view.service: view for view in views}


def call_all(prepared: Prepared) -> None:
    """The party is called to supplement."""
    for view in all_views(prepared).values():
        prepared.desk.actions.casework.call(view.subject, MISSING, "2099-12-01")


def supplement_all(prepared: Prepared) -> None:
    for view in all_views(prepared).values():
        prepared.desk.actions.casework.supplement(view.subject, Brought(form={}, note="донето"))


def work_on_all(prepared: Prepared) -> None:
    for view in all_views(prepared).values():
        prepared.desk.actions.casework.take(view.subject)


def decide_all(prepared: Prepared) -> None:
    for view in all_views(prepared).values():
        prepared.desk.actions.casework.move(view.subject, "resen_usvojen", "уважено")


def publish_again(town: Town) -> None:
    """While the desk is away the municipality publishes the next version of everything."""
    loaded = load_folder(CATALOGUE)
    newer = {file: replace(service, version=2) for file, service in loaded.services.items()}
    parts = opened(town)
    try:
        published = publish(parts.database, parts.keys.municipality, replace(loaded, services=newer))
    finally:
        parts.database.close()
    assert len(published.new) == len(SERVICES)


def histories(town: Town) -> dict[str, list[str]]:
    """The states that each case had at the centre, by number."""
    parts = opened(town)
    try:
        with parts.database.read() as connection:
            rows = connection.execute(select(REQUEST.c.number, REQUEST.c.service).where(REQUEST.c.origin == "desk"))
            numbers = {row.number: row.service for row in rows}
        return {service: [step.state for step in parts.registry.history(number)] for number, service in numbers.items()}
    finally:
        parts.database.close()


def opened(town: Town) -> Parts:
    """The parts of the centre over its database, beside the process that serves it or after it."""
    settings = CentralSettings(
        listen="127.0.0.1:0",
        database_url=address_of(town.database),
        texts=Texts(RESOURCES / "texts"),
        files=town.folder / "central.db.files",
    )
    return open_parts(settings)


every_service = pytest.mark.parametrize("name", SERVICES)


@every_service
def test_it_is_received_without_a_line(day: Day, name: str) -> None:
    view = day.offline[name]
    assert (view.state, view.mark, view.registered) == ("received_here", "waiting", False)
    assert {finding.code for finding in view.findings} <= {"proof_missing"}


@every_service
def test_it_is_registered_once_and_what_changed_meanwhile_is_noted(day: Day, name: str) -> None:
    before, view = day.offline[name], day.exchanged[name]
    assert (view.number, view.state, view.mark) == (before.number, "zaveden", "accepted")
    assert view.registered
    assert [finding.code for finding in view.findings if finding not in before.findings] == ["service_outdated"]
    assert (view.service_version, view.deadline) == (1, before.deadline)


@every_service
def test_it_is_supplemented_taken_and_decided(day: Day, name: str) -> None:
    view = day.ended[name]
    assert (view.state, view.mark, view.handler, view.state_note) == ("resen_usvojen", "accepted", HANDLER, "уважено")
    told = [item.kind for item in view.history if item.source == "desk"]
    assert told == ["received", "moved", "supplemented", "handed", "moved"]
    assert day.at_centre[name] == ["neuredan_dopuna", "u_radu", "resen_usvojen"]


def test_numbers_are_one_sequence(day: Day) -> None:
    serials = sorted(int(view.unique_number.partition("/")[0]) for view in day.exchanged.values())
    assert len(set(serials)) == len(SERVICES) == 25
