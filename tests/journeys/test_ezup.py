"""Records obtained ex officio, through the windows and a real centre: four registers, a line that goes, bad days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.central.ezup.rules import revoke
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.demo.people import CLERK, STOJAN, SUPERVISOR, SUPERVISOR_PASSWORD
from clerk_app.demo.visits import Visit
from clerk_app.domain.errors import Refused
from clerk_app.domain.people import Person
from clerk_app.i18n import Texts
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.records.words import reason_text
from clerk_app.ui.request_list import unique_number
from clerk_app.ui.screens.ezup_log import EzupLogScreen
from tests.journeys.ezup_counter import AN_EXTRACT, Counter, counter
from tests.journeys.town import Town
from tests.support.central_process import RESOURCES, address_of
from tests.support.centre_rows import rows
from tests.support.opened_program import wait_in_qt

CHANGED = (("Разлог", "*2"), ("Пореска адреса је пребивалиште: не", ""))
OWNER = """SELECT h.number FROM parcel_holder h JOIN citizen c ON c.id_number = h.number AND c.died_on = ''
    WHERE h.kind = 'citizen' ORDER BY h.number LIMIT 1"""
LOGGED = [("rgz", "done", 1, 1), ("preb", "done", 1, 1), ("apr", "done", 1, 1)]


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path / "town") as running:
        yield running


def test_the_line_is_down_the_intent_waits_and_is_answered_by_itself_when_it_is_back(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    with counter(qapp, own_town, tmp_path) as desk:
        own_town.go_down()
        desk.receives(AN_EXTRACT)
        desk.asks()
        wait_in_qt(lambda: desk.state("mkr") == "waiting")
        desk.windows.until(lambda: desk.windows.reads(desk.text("ezup.state.waiting", at="")))
        desk.windows.line_returns(own_town)
        wait_in_qt(lambda: desk.state("mkr") == "done")
        desk.attaches("mkr", "person.registry")
        assert desk.payloads() == 0
        wait_in_qt(lambda: desk.at_centre("state, payload, attached > 0") == [("done", "", 1)])
        body = desk.body
        assert body.form["person.registry"]
        assert [ref.proof for ref in body.enclosures] == ["birth_record"]
        kept = b"".join(desk.prepared.desk.stores.enclosures.read(body.enclosures[0]))
        assert kept.startswith(b"%PDF")


def test_residence_land_and_business_fill_only_what_the_clerk_ticks_and_the_supervisor_sees_who_asked(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    database = f"sqlite:///{own_town.database}"
    ((holder,),) = rows(database, OWNER)
    ((company,),) = rows(database, "SELECT company_number FROM company ORDER BY company_number LIMIT 1")
    owner, name = Person(id_number=holder, surname="Узорић", given_name="Имаоц"), "како странка каже"
    area = (("Облик", "*1"), ("Пословно име", name), ("Матични број", company))
    with counter(qapp, own_town, tmp_path) as desk:
        desk.receives(Visit(owner, "имовин", CHANGED, typed=True))
        desk.asks()
        wait_in_qt(lambda: {desk.state("rgz"), desk.state("preb")} == {"done"})
        desk.attaches("rgz", "properties[0].parcel")
        desk.attaches("preb")
        assert desk.body.form["properties[0].parcel"]
        assert {"properties[0].area", "return.tax_address"}.isdisjoint(desk.body.form)
        desk.receives(Visit(owner, "zauzece javne", area, typed=True), by_party=("Подаци катастра о парцели",))
        desk.presses("ask", "apr")
        wait_in_qt(lambda: desk.state("apr") == "done")
        assert desk.state("rgz") == "party"
        assert desk.windows.reads(desk.text("ezup.state.party"))
        desk.attaches("apr", "holder.name")
        assert desk.body.form["holder.name"] != name
        wait_in_qt(lambda: desk.at_centre("dataset, state, shown, attached > 0") == LOGGED)
        the_supervisor_reads_the_log(desk)


def the_supervisor_reads_the_log(desk: Counter) -> None:
    """From the case to everything that was asked in it, and by whom; the clerk was shown no such way."""
    windows, view = desk.windows, desk.windows.view(desk.subject)
    assert not desk.hands.sees(desk.text("command.ezup_log"))
    windows.changes_to(SUPERVISOR, SUPERVISOR_PASSWORD)
    desk.opens()
    windows.presses(desk.text("command.ezup_log"))
    screen = next(one for one in windows.watching.shell()._screens.values() if isinstance(one, EzupLogScreen))
    table = screen._page.table
    windows.until(lambda: len(table.rows_model.rows) == len(LOGGED))
    windows.enters(desk.text("ezup_log.hint"), unique_number(view.unique_number))
    desk.hands.press("Ctrl+Return")
    windows.until(lambda: [row.dataset for row in table.rows_model.rows] == ["apr"])
    (row,) = table.rows_model.rows
    assert (row.user, row.number, row.state) == (CLERK, view.number, "done")
    for words in (f"{row.user_name} ({CLERK})", view.number, row.legal_basis, desk.text("ezup_log.attached")):
        windows.until(partial(windows.reads, words))


def test_without_a_statement_nothing_goes_and_a_query_is_not_repeated(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    with counter(qapp, own_town, tmp_path) as desk:
        desk.receives(AN_EXTRACT, signed=False)
        actions = desk.prepared.desk.actions.systems.ezup
        with pytest.raises(Refused, match="statement_missing"):
            actions.ask(desk.subject)
        assert desk.windows.reads(desk.text("ezup.statement_missing"))
        desk.windows.asked("Ctrl+Shift+Y", StatementDialog)
        desk.windows.confirms()
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
        desk.receives(Visit(STOJAN, "имовин", CHANGED))
        own_town.go_down()
        revoke_beside(own_town, "property-tax", "rgz")
        desk.asks()
        wait_in_qt(lambda: {desk.state("rgz"), desk.state("preb")} == {"waiting"})
        desk.windows.line_returns(own_town)
        wait_in_qt(lambda: {desk.state("rgz"), desk.state("preb")} == {"denied", "source_unavailable"})
        reasons = {one.query.reason for one in desk.records if one.query is not None}
        assert reasons == {"grant_revoked", "wrong_person"}
        for reason in reasons:
            desk.windows.until(partial(desk.windows.reads, reason_text(reason, desk.program.place.texts)))
        assert desk.payloads() == 0
        assert rows(f"sqlite:///{own_town.database}", "SELECT code FROM alarm") == [("ezup_wrong_person",)]
        told = {(state, payload) for state, payload in desk.at_centre("state, payload")}
        assert told == {("denied", ""), ("source_unavailable", "")}
        wait_in_qt(lambda: not desk.prepared.desk.actions.systems.ezup.rules().may_ask("property-tax", "rgz"))


def revoke_beside(town: Town, procedure: str, dataset: str) -> None:
    """What an operator does, beside the centre."""
    settings = CentralSettings(
        listen="127.0.0.1:0",
        database_url=address_of(town.database),
        texts=Texts(RESOURCES / "texts"),
        files=town.folder / "files",
    )
    parts = open_parts(settings)
    try:
        revoke(parts.database, parts.keys.municipality, procedure, dataset, parts.now)
    finally:
        parts.database.close()
