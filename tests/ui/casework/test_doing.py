"""The commands on a case, through the window: each is recorded once, told, and seen on the page."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.support.cases_day import MISSING, called, given_up

CONTROL = Qt.KeyboardModifier.ControlModifier


def kinds(desk, view):
    return [entry.header.kind for entry in desk.journal.subjects[view.subject]]


def dialog_of(stage, kind):
    stage.settle()
    found = stage.window.findChild(kind)
    assert found is not None
    return found


def bound(stage):
    return {each.id: each.in_bar for each in stage.shell._screens["detail"].commands()}


def test_a_case_is_taken_with_one_key(stage, desk):
    stage.go("detail", given_up(desk).subject)
    assert "нико још" in stage.words()
    stage.shell.commands.run("take_case")
    assert given_up(desk).handler == "mprimeric"
    assert "М. Примерић (ви)" in stage.words()
    assert "Предмет преузет" in stage.words()
    assert "take_case" not in bound(stage)


def test_the_paper_of_a_call_is_shown_again(stage, desk):
    stage.go("detail", called(desk).subject)
    stage.shell.commands.run("call_paper")
    (facts,) = desk.paper.calls
    assert facts.missing == MISSING


def test_what_was_called_for_is_taken_with_papers_seen_files_fields_and_a_note(stage, desk):
    view = called(desk)
    stage.go("detail", view.subject)
    assert bound(stage)["supplement"]
    stage.shell.commands.run("supplement")
    screen = stage.shell._screens["detail"]
    assert set(bound(stage)) == {"confirm", "add_file", "back"}
    form = screen._page.supplement
    next(iter(form.seen.lines.values())).check.setChecked(True)
    screen._correcting.enclose(Path("/media/izvod.pdf"))
    form.note.set_note("донела уверење")
    stage.shell.commands.run("confirm")
    assert kinds(desk, view)[-1] == "request.supplemented"
    assert "Захтев допуњен" in stage.words()
    assert "2 прилога и доказа · донела уверење" in stage.words()
    screen._page.tabs.choose("enclosures")
    assert "izvod" in stage.words()


def test_nothing_brought_is_told_and_stays_open(stage, desk):
    view = called(desk)
    stage.go("detail", view.subject)
    stage.shell.commands.run("supplement")
    stage.shell.commands.run("confirm")
    assert "request.supplemented" not in kinds(desk, view)
    assert stage.shell.toast.accessibleName().startswith("Наведите шта је странка донела")
    stage.shell.commands.run("back")
    assert not stage.shell._screens["detail"]._page.correcting
