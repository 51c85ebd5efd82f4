"""Case files on the desk file, with a part of the case that no system here keeps, planted for the test."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clerk_app.contract.cases import Amended, Supplemented
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.domain.amendments import FormTold
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.case_file import CaseFile
from clerk_app.ports.relay import Relayed
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.relay import DeskRelayBook
from clerk_app.store.requests import DeskRequests
from tests.store.desk import DESK, Desk, answers, body, case_told, change, subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """Where the paper of a case lies."""

    at: int
    shelf: str
    desk: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        return "shelved", {"shelf": self.shelf}


@pytest.fixture(autouse=True)
def shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CASE_CHANGES, "shelved", Shelved)


def file_of(desk: Desk, who: int) -> CaseFile:
    return DeskCaseFiles(desk.database, DESK).of(subject(who))


def test_a_file_has_the_desks_entries_and_where_they_stand(desk: Desk) -> None:
    desk.accept(1)
    file = file_of(desk, 1)
    assert [type(happening.body) for happening in file.own] == [RequestReceived]
    assert file.way(file.own[0].seq).mark == "waiting"
    desk.outbox.apply(answers(position=1, changes=[change(1, 1, 1, Shelved(at=5, shelf="3"), kind="shelved")]))
    assert list(file_of(desk, 1).changes(Shelved)) == [Shelved(at=5, shelf="3")]


def test_a_part_of_a_case_has_a_line_in_its_history_and_changes_no_state(desk: Desk) -> None:
    desk.accept(1)
    told = [
        change(1, 1, 1, Shelved(at=5, shelf="3"), kind="shelved"),
        change(2, 1, 2, Shelved(at=6, shelf="4", desk=DESK), kind="shelved"),
    ]
    desk.outbox.apply(answers(position=2, changes=told))
    view = DeskRequests(desk.database, desk.clock).view(subject(1))
    assert view is not None
    assert view.state == "received_here"
    assert [(item.kind, item.params) for item in view.history[1:]] == [("shelved", {"shelf": "3"})]


def test_a_case_of_another_desk_has_what_the_centre_told(desk: Desk) -> None:
    case = case_told(body("B3-000004-1", 2), subject(2))
    told = [
        change(1, 4, 1, case, kind="case", desk="B3"),
        change(2, 4, 2, Shelved(at=5, shelf="9"), kind="shelved", desk="B3"),
    ]
    desk.outbox.apply(answers(position=2, changes=told))
    assert [told.shelf for told in file_of(desk, 2).changes(Shelved)] == ["9"]


def test_nobodys_file_is_empty(desk: Desk) -> None:
    assert file_of(desk, 9) == CaseFile(subject=subject(9), desk=DESK)


def test_what_the_centre_says_of_the_form_is_in_the_file(desk: Desk) -> None:
    case = case_told(body("B3-000004-1", 2), subject(2))
    amended = Amended(7, {"a.b": "c"}, desk="B4", entry=9, hidden=("a.s",))
    told = [
        change(1, 4, 1, case, kind="case", desk="B3"),
        change(2, 4, 2, amended, kind="amended", desk="B3"),
        change(3, 4, 3, Supplemented(8, {"a.d": "e"}), kind="supplemented", desk="B3"),
    ]
    desk.outbox.apply(answers(position=3, changes=told))
    forms = file_of(desk, 2).forms
    assert [(one.version, one.kind) for one in forms] == [(1, "case"), (2, "amended"), (3, "supplemented")]
    assert forms[0].body == FormTold(at=11, form=case.received.form, whole=True)
    assert forms[1].body == FormTold(at=7, form={"a.b": "c"}, desk="B4", entry=9, hidden=("a.s",))


def test_an_entry_that_lies_at_the_relay_is_under_way_there(desk: Desk) -> None:
    desk.accept(1)
    assert desk.outbox.cut(10**6, 10**18) is not None
    files = DeskCaseFiles(desk.database, DESK)
    assert files.of(subject(1)).way(1).mark == "sending"
    DeskRelayBook(desk.database).note(Relayed(b"run", 1, 0))
    assert files.of(subject(1)).way(1).mark == "relayed"
