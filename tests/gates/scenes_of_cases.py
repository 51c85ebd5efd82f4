"""States of the work on cases."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clerk_app.domain.acts import ActDraft
from clerk_app.ui.acts.act_dialog import ActDialog
from clerk_app.ui.casework.call_dialog import CallDialog
from clerk_app.ui.casework.hand_dialog import HandDialog
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.casework.withdraw_dialog import WithdrawDialog
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.request_panel import Scope
from tests.gates.scenes import Scene, detail_at, shows
from tests.support.cases_day import called, given_up, mine
from tests.support.fake_acts import PIN, VERDICT, InventedToken
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage


def on_a_case(command: str, kind: type[QWidget]) -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("detail", mine(desk).subject)
        stage.shell.commands.run(command)
        stage.settle()

    return Scene(command, play, kind)


def supplementing(stage: Stage, desk: FakeDesk) -> None:
    stage.go("detail", called(desk).subject)
    stage.shell.commands.run("supplement")
    stage.settle()


def own_cases(stage: Stage, _desk: FakeDesk) -> None:
    stage.go("requests", Scope("mine"))
    stage.settle()


def acts_made(stage: Stage, desk: FakeDesk) -> None:
    """Two acts of a case, one of them signed, and what its signature is worth."""
    subject, acts = mine(desk).subject, desk.actions.systems.acts
    desk.signing.token = InventedToken()
    signed = acts.sign(subject, ActDraft(kind="approved", disposition="Одобрава се."), bytearray(PIN.encode()))
    acts.make(subject, ActDraft(kind="confirmation", disposition="Потврђује се."))
    desk.signing.verdicts = (VERDICT,)
    stage.go("detail", subject)
    page = stage.shell.findChild(DetailPage)
    assert page is not None
    page.tabs.choose("documents")
    page.documents.check_wanted.emit(signed.paper)
    stage.settle()


def pressed(stage: Stage, desk: FakeDesk) -> None:
    """Last of all: the day before what is called for should have come."""
    desk.actions.casework.call(mine(desk).subject, ("Скица",), "2026-11-24")
    stage.go("home")
    desk.news.requests_changed.emit(frozenset())
    stage.settle()


CASE_SCENES = [
    shows("day"),
    detail_at("flow", lambda desk: mine(desk).subject),
    detail_at("flow", lambda desk: called(desk).subject),
    detail_at("flow", lambda desk: given_up(desk).subject),
    Scene("supplementing", supplementing),
    Scene("own cases", own_cases),
    on_a_case("next_state", StepDialog),
    on_a_case("hand_case", HandDialog),
    on_a_case("call_supplement", CallDialog),
    on_a_case("withdraw", WithdrawDialog),
    on_a_case("make_act", ActDialog),
    Scene("acts of a case", acts_made),
    on_a_case("make_act", ActDialog),
    Scene("own cases press", pressed),
]
