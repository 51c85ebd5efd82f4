from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from clerk_app.domain.errors import Invalid
from clerk_app.ui.eid.doing import EidDoing
from clerk_app.ui.eid.shown_sheet import ShownSheet
from tests.ui.eid.conftest import BASIC


@pytest.fixture
def heard():
    return {"began": [], "ended": [], "failed": []}


@pytest.fixture
def doing(context, desk, page, heard):
    made = EidDoing(context, desk.place, page)
    for name, said in heard.items():
        getattr(made, name).connect(said.append)
    return made


def over[D: QWidget](page: QWidget, kind: type[D]) -> D:
    """The dialog that stands over the page."""
    found = page.findChild(kind)
    assert found is not None
    return found


def kinds(desk):
    return [entry.header.kind for entry in desk.actions.eid._world.entries.all()]


def test_nothing_is_asked_before_the_face_and_the_contact_are_confirmed(doing, desk, form, heard):
    doing.look_up(replace(form, face=False))
    doing.register(replace(form, read_back=False))
    assert [(error.code, type(error)) for error in heard["failed"]] == [
        ("eid_face_missing", Invalid),
        ("eid_not_read_back", Invalid),
    ]
    assert (heard["began"], desk.eid_line.accounts) == ([], {})


def test_a_registration_and_a_print_end_with_their_outcome(doing, desk, form, heard):
    doing.register(form)
    doing.print_sheet(form)
    assert heard["began"] == ["register", "print"]
    assert [verb for verb, _outcome in heard["ended"]] == ["register", "print"]
    assert kinds(desk) == ["eid.registered", "eid.issued", "eid.given"]


@pytest.mark.parametrize(("accepted", "kind"), [(True, "eid.given"), (False, "eid.voided")])
def test_a_shown_sheet_is_given_by_its_verb_alone(doing, desk, form, heard, page: QWidget, accepted, kind):
    doing.show_sheet(form)
    (verb, sheet) = heard["ended"].pop()
    assert verb == "show"
    doing.open_sheet(sheet, "Проба")
    dialog = over(page, ShownSheet)
    dialog.verb.click() if accepted else dialog.reject()
    assert kinds(desk) == ["eid.issued", kind]
    assert heard["ended"] == [("given" if accepted else "lost", None)]


def test_a_sheet_that_the_lock_covers_is_void(doing, desk, form, heard, page: QWidget):
    doing.show_sheet(form)
    doing.open_sheet(heard["ended"].pop()[1], "Проба")
    desk.sessions.lock()
    over(page, ShownSheet).reject()
    assert kinds(desk) == ["eid.issued", "eid.voided"]


def test_what_a_killed_program_left_is_void_at_the_next_look(doing, desk, form):
    desk.actions.eid.show_parameters(form.issue_act, replace(form, account=BASIC).identity())
    doing.settle()
    assert kinds(desk) == ["eid.issued", "eid.voided"]
