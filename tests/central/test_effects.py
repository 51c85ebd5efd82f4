"""An entry of a system does to its case what the system's table says, and to an annulled one nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clerk_app.central import judging
from clerk_app.central.casework import Done, news_of
from clerk_app.central.effects import EFFECTS
from clerk_app.central.recording import Recording
from clerk_app.central.verdicts import ACCEPTED, ACTIVITIES_OF, refused
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.kinds import KINDS
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """Where the paper of a case lies."""

    shelf: str


def shelve(recording: Recording, body: Shelved) -> Done:
    if body.shelf == "high":
        raise OverflowError("a value that nobody foresaw")
    if body.shelf == "nowhere":
        return refused("shelf_unknown"), []
    return ACCEPTED, [news_of(recording.request, "shelved", recording.request.version + 1, {"shelf": body.shelf})]


@pytest.fixture(autouse=True)
def shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "case.shelved", Shelved)
    monkeypatch.setitem(EFFECTS, Shelved, shelve)
    monkeypatch.setitem(ACTIVITIES_OF, "case.shelved", ("receive",))
    monkeypatch.setattr(judging, "_ABOUT", (*judging._ABOUT, Shelved))


def test_an_effect_is_done_and_told(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        about = first.header.subject
        lost, kept = (desk.write("case.shelved", Shelved(shelf=where), about) for where in ("nowhere", "3"))
        early = desk.write("case.shelved", Shelved(shelf="4"), subject(desk.code, 99))
        caller.send(desk, desk.cut(first, lost, kept, early))
        answer = caller.answer(desk)
        outcomes = [(one.seq - first.header.seq, one.outcome, one.code) for one in answer.results]
        assert outcomes == [(1, "refused", "shelf_unknown"), (3, "later", "subject_missing")]
        assert [(one.kind, bytes(one.body)) for one in answer.changes if one.kind == "shelved"] == [
            ("shelved", b'{"shelf":"3"}')
        ]


def test_an_annulled_case_takes_nothing(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        about = first.header.subject
        annulled = desk.write("request.annulled", RequestAnnulled(reason="двапут унет", clerk="mprimeric"), about)
        caller.send(desk, desk.cut(first, annulled, desk.write("case.shelved", Shelved(shelf="3"), about)))
        codes = [one.code for one in caller.answer(desk).results]
        assert codes == ["already_annulled"]


def test_what_nobody_foresaw_is_held_alone_and_stops_nobody(centre: Running) -> None:
    desk, other = centre.clerk(), centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        early = desk.write("case.shelved", Shelved(shelf="high"), subject(other.code, 1))
        assert caller.send(desk, desk.cut(early)).status_code == 200
        assert caller.send(other, other.cut(other.receive())).status_code == 200
        assert caller.send(other, other.cut(other.receive())).status_code == 200
        held = [(one.outcome, one.code) for one in caller.answer(desk).results]
        assert held[-1] == ("held", "centre_fault")
        assert "entry_fault" in caller.answer(desk).alarms
        first = desk.receive()
        kept, bad = (desk.write("case.shelved", Shelved(shelf=at), first.header.subject) for at in ("3", "high"))
        assert caller.send(desk, desk.cut(first, bad, kept)).status_code == 200
        answer = caller.answer(desk)
        assert [change.kind for change in answer.changes if change.kind == "shelved"] == ["shelved"]
        assert answer.have == 4
    centre.central.parts.accepting.settle()
