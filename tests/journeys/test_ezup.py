"""Records obtained ex officio, through the windows and a real centre: four registers, a line that goes, bad days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from clerk_app.central.app import Parts
from clerk_app.central.ezup.rules import revoke, rules_of
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_RULES
from clerk_app.domain.errors import Refused
from clerk_app.domain.people import Person
from clerk_app.i18n import Texts
from clerk_app.ui.records.statement_dialog import StatementDialog
from tests.journeys.ezup_counter import EXTRACT, JELENA, counter
from tests.journeys.town import Town
from tests.support.central_process import RESOURCES, address_of
from tests.support.centre_rows import rows
from tests.support.opened_program import wait_in_qt

STOJAN = Person(id_number="1708961990005", surname="Пробић", given_name="Стојан", birth_date="1961-08-17")


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path / "town") as running:
        without_weekly_outages(running)
        yield running


OWNER = """SELECT h.number FROM parcel_holder h JOIN citizen c ON c.id_number = h.number AND c.died_on = ''
    WHERE h.kind = 'citizen' ORDER BY h.number LIMIT 1"""
LOGGED = [("rgz", "done", 1, 1), ("preb", "done", 1, 1), ("apr", "done", 1, 1)]


def test_the_line_is_down_the_intent_waits_and_is_answered_by_itself_when_it_is_back(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    with counter(qapp, own_town, tmp_path) as desk:
        own_town.go_down()
        desk.receives(JELENA, "birth-extract", EXTRACT)
        desk.hands.press("Ctrl+Y")
        wait_in_qt(lambda: desk.state("mkr") == "waiting")
        own_town.come_back()
        wait_in_qt(lambda: desk.state("mkr") == "done")
        dialog = desk.reads("mkr")
        assert "person.registry" in dialog.fills.lines
        dialog.fills.lines["person.registry"].check.click()
        dialog.verb.click()
        wait_in_qt(lambda: desk.state("mkr") == "attached")
        assert desk.payloads() == 0
        wait_in_qt(lambda: desk.at_centre("state, payload, attached > 0") == [("done", "", 1)])
        body = desk.page._opened.body
        assert body.form["person.registry"]
        assert [ref.proof for ref in body.enclosures] == ["birth_record"]
        kept = b"".join(desk.prepared.desk.stores.enclosures.read(body.enclosures[0]))
        assert kept.startswith(b"%PDF")


def test_residence_land_and_business_fill_only_what_the_clerk_ticks(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    database = f"sqlite:///{own_town.database}"
    ((holder,),) = rows(database, OWNER)
    ((company,),) = rows(database, "SELECT company_number FROM company ORDER BY company_number LIMIT 1")
    owner = Person(id_number=holder, surname="Узорић", given_name="Имаоц")
    taxes = {"return.kind": "changed", "return.resident": "no"}
    area = {"holder.kind": "company", "holder.company_number": company, "holder.name": "како странка каже"}
    with counter(qapp, own_town, tmp_path) as desk:
        desk.receives(owner, "property-tax", taxes)
        desk.hands.press("Ctrl+Y")
        wait_in_qt(lambda: {desk.state("rgz"), desk.state("preb")} == {"done"})
        land = desk.reads("rgz")
        land.fills.lines["properties[0].parcel"].check.click()
        land.verb.click()
        wait_in_qt(lambda: desk.state("rgz") == "attached")
        residence = desk.reads("preb")
        residence.verb.click()
        wait_in_qt(lambda: desk.state("preb") == "attached")
        form = desk.page._opened.body.form
        assert form["properties[0].parcel"]
        assert {"properties[0].area", "return.tax_address"}.isdisjoint(form)
        desk.receives(owner, "public-area", area, party="rgz")
        desk.presses("ask", "apr")
        wait_in_qt(lambda: desk.state("apr") == "done")
        assert desk.state("rgz") == "party"
        business = desk.reads("apr")
        business.fills.lines["holder.name"].check.click()
        business.verb.click()
        wait_in_qt(lambda: desk.state("apr") == "attached")
        assert desk.page._opened.body.form["holder.name"] != area["holder.name"]
        wait_in_qt(lambda: desk.at_centre("dataset, state, shown, attached > 0") == LOGGED)


def test_without_a_statement_nothing_goes_and_a_query_is_not_repeated(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    with counter(qapp, own_town, tmp_path) as desk:
        desk.receives(JELENA, "birth-extract", EXTRACT, signed=False)
        actions, text = desk.prepared.desk.actions.systems.ezup, desk.program.place.texts.text
        with pytest.raises(Refused, match="statement_missing"):
            actions.ask(desk.subject)
        assert desk.hands.reads(text("ezup.statement_missing"))
        desk.hands.press("Ctrl+Shift+Y")
        wait_in_qt(lambda: isinstance(QApplication.activeModalWidget(), StatementDialog))
        desk.hands.press("Ctrl+Return")
        wait_in_qt(lambda: all(one.choice is not None and one.choice.signed for one in desk.records))
        desk.presses("ask", "mkr")
        wait_in_qt(lambda: desk.state("mkr") == "done")
        with pytest.raises(Refused, match="query_repeated"):
            actions.ask(desk.subject, [desk.records[0].place])
        assert [state for (state,) in desk.at_centre("state")] == ["done"]


def test_a_grant_that_was_revoked_meanwhile_and_a_register_that_answers_for_another_person(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    with counter(qapp, own_town, tmp_path) as desk:
        desk.receives(STOJAN, "property-tax", {"return.kind": "changed", "return.resident": "no"})
        own_town.go_down()
        revoke_beside(own_town, "property-tax", "rgz")
        desk.hands.press("Ctrl+Y")
        wait_in_qt(lambda: {desk.state("rgz"), desk.state("preb")} == {"waiting"})
        own_town.come_back()
        wait_in_qt(lambda: {desk.state("rgz"), desk.state("preb")} == {"denied", "source_unavailable"})
        reasons = {one.query.reason for one in desk.records if one.query is not None}
        assert reasons == {"grant_revoked", "wrong_person"}
        assert desk.payloads() == 0
        assert rows(f"sqlite:///{own_town.database}", "SELECT code FROM alarm") == [("ezup_wrong_person",)]
        told = {(state, payload) for state, payload in desk.at_centre("state, payload")}
        assert told == {("denied", ""), ("source_unavailable", "")}
        wait_in_qt(lambda: not desk.prepared.desk.actions.systems.ezup.rules().may_ask("property-tax", "rgz"))


def without_weekly_outages(town: Town) -> None:
    """Registers are there at every hour: the centre goes by the clock of this machine, whenever a test is run."""
    with beside(town) as parts, parts.database.write() as connection:
        rules = rules_of(connection, parts.keys.municipality)
        assert rules is not None
        body = canonical.encode(replace(rules, outages=()))
        connection.execute(update(REFERENCE_ITEM).where(REFERENCE_ITEM.c.name == EZUP_RULES).values(body=body))


def revoke_beside(town: Town, procedure: str, dataset: str) -> None:
    """What an operator does, beside the centre."""
    with beside(town) as parts:
        revoke(parts.database, parts.keys.municipality, procedure, dataset, parts.now)


@contextmanager
def beside(town: Town) -> Iterator[Parts]:
    """The parts of the town's centre in this process."""
    settings = CentralSettings(
        listen="127.0.0.1:0",
        database_url=address_of(town.database),
        texts=Texts(RESOURCES / "texts"),
        files=town.folder / "files",
    )
    parts = open_parts(settings)
    try:
        yield parts
    finally:
        parts.database.close()
