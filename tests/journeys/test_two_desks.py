"""Two desks change one request before either hears of the other: a clerk chooses by keys, and both show the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.actions.whole_request import whole
from clerk_app.app.desk import Desk
from clerk_app.app.windows import Program
from clerk_app.demo.people import DRAGAN
from clerk_app.domain.bodies import FormValues
from clerk_app.ui.merging.third import ThirdDialog
from clerk_app.ui.screens.merge import MergeScreen
from tests.journeys.at_the_windows import AtTheWindows
from tests.journeys.test_portal import AtDesk, at_desk
from tests.journeys.town import Town
from tests.support.opened_program import wait_in_qt, working_program

PLACE, PHONE, NAME = "place.location", "holder.phone", "holder.name"
THIRD, KEPT = "060 000 0555", "+381600000555"
STALL = {"holder.kind": "person", "place.purpose": "stall", PLACE: "Трг слободе", PHONE: "060 000 0199"}


@pytest.fixture
def program(qapp: QApplication, town: Town, tmp_path: Path) -> Iterator[Program]:
    with working_program(qapp, town, tmp_path) as (opened, _access):
        yield opened


@pytest.fixture
def other(town: Town, tmp_path: Path) -> Iterator[AtDesk]:
    with at_desk(town.desk(f"{tmp_path.name}-other")) as desk:
        yield desk


def form(desk: Desk, subject: bytes) -> FormValues:
    """What a desk shows."""
    read = whole(desk.stores.bodies, subject, desk.stores.case_files.of(subject))
    assert read is not None
    return read.form


def taken_in(clerk: AtTheWindows) -> bytes:
    """A request with its number."""
    actions = clerk.actions
    service = actions.choosing.service("public-area", 1)
    asked = replace(
        actions.intake.begin(DRAGAN), service=service.id, service_version=service.version, values=dict(STALL)
    )
    subject = actions.intake.accept(asked, service, None).view.subject
    clerk.until_registered(subject)
    return subject


def test_what_two_wrote_is_chosen_by_keys_and_both_desks_show_it(
    program: Program, other: AtDesk, town: Town, tmp_path: Path
) -> None:
    clerk = AtTheWindows(program, tmp_path / "pictures")
    subject = taken_in(clerk)
    seen = clerk.view(subject).version
    other.until(clerk.view(subject).number)
    other.actions.attending.correct(subject, {PLACE: "Узорни трг", PHONE: "060 000 0350", NAME: "Узор"})
    other.exchange()
    mine = {PLACE: "Узорна 12", PHONE: "060 000 0274", "place.area": "6"}
    clerk.actions.attending.correct(subject, mine, seen=seen)
    wait_in_qt(lambda: clerk.view(subject).hold == "conflict")
    assert form(clerk.watching.desk(), subject)[PLACE] == "Узорни трг"

    chosen_by_keys(clerk)

    wait_in_qt(lambda: clerk.view(subject).mark == "accepted" and not clerk.actions.attending.items())
    wait_in_qt(lambda: form(clerk.watching.desk(), subject)[PHONE] == KEPT)
    other.exchange()
    there, here = form(other.desk, subject), form(clerk.watching.desk(), subject)
    assert (here[PLACE], here[PHONE], here[NAME], here["place.area"]) == ("Узорна 12", KEPT, "Узор", "6")
    assert there == here
    assert other.actions.attending.items() == ()


def chosen_by_keys(clerk: AtTheWindows) -> None:
    """From the counter to the choice: nothing but keys."""
    clerk.hands.press("F9")
    clerk.until(lambda: clerk.reads("Захтев је мењан на два места"))
    clerk.hands.press("Return")
    clerk.bound("merge_here")
    page = screen_of(clerk)._page
    clerk.until(lambda: page.focused() is not None)
    fields = [row.field for row in page.rows if row.row.overlap]
    assert sorted(fields) == sorted([PLACE, PHONE])
    for field in fields:
        if field == PLACE:
            clerk.hands.press("Left")
        else:
            dialog = clerk.asked("E", ThirdDialog)
            clerk.hands.type(THIRD)
            assert dialog.isVisible()
            clerk.confirms()
        clerk.hands.press("Down")
    clerk.hands.press("Esc")
    clerk.until(lambda: clerk.reads("Захтев је мењан на два места"))
    clerk.hands.press("Return")
    clerk.bound("merge_here")
    clerk.until(lambda: clerk.reads("изабрано 2 од 2"))
    clerk.hands.press("Ctrl+Return")


def screen_of(clerk: AtTheWindows) -> MergeScreen:
    screen = clerk.watching.shell()._screens["merge"]
    assert isinstance(screen, MergeScreen)
    return screen
