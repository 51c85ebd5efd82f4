"""States of records obtained ex officio."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.screens.detail import DetailScreen
from tests.gates.scenes import Scene, detail_at
from tests.support.fake_desk import FakeDesk
from tests.support.records_day import LOG, case_of, query_of
from tests.support.stage import Stage


def reading(stage: Stage, desk: FakeDesk) -> None:
    view = case_of(desk)
    stage.go("detail", view.subject)
    page = stage.screen(DetailScreen)._page
    page.tabs.choose("records")
    seq = query_of(desk, view, "mkr")
    records = desk.actions.systems.ezup._reading.case(view.subject).records
    page.records.opened.emit(next(one.query for one in records if one.query is not None and one.query.seq == seq))
    stage.settle()


def on_records(command: str, kind: type[QWidget]) -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("detail", case_of(desk).subject)
        stage.shell.commands.run(command)
        stage.settle()

    return Scene(command, play, kind)


def log(stage: Stage, desk: FakeDesk) -> None:
    desk.ezup_line.page = LOG
    stage.go("ezup_log")
    stage.settle()


RECORD_SCENES = [
    Scene("log", log),
    detail_at("records", lambda desk: case_of(desk).subject),
    detail_at("flow", lambda desk: case_of(desk).subject),
    Scene("record", reading, RecordDialog),
    on_records("record_statement", StatementDialog),
]
