"""States of eID, of visits and of whoever stands at the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from clerk_app.actions import visiting
from clerk_app.actions.eid import Sheet
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.contract.eid import EidAccount
from clerk_app.documents.consentid import ConsentIdPaper
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.bodies import Representation
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import Person
from clerk_app.i18n import Texts
from clerk_app.ports.cards import IdCard, TextRead
from clerk_app.ui.eid.booking import BookingDialog
from clerk_app.ui.screens.eid import EidScreen
from clerk_app.ui.screens.intake import IntakeScreen
from tests.documents.test_consentid import SHEET
from tests.gates.scenes import Scene
from tests.support.central_process import RESOURCES
from tests.support.desk_day import DRAGAN, EXTRACT, STOJAN, VESNA
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER
from tests.support.stage import Stage


@cache
def shown_card() -> bytes:
    """Parameters as the program draws them for the screen."""
    paper = ConsentIdPaper(Layouts(RESOURCES / "layouts", RESOURCES / "fonts"), PaperTexts(Texts(RESOURCES / "texts")))
    return paper.sheet_picture(SHEET)


def eid_at(step: str, **changed: object) -> Scene:
    """A step of the visit, with appointments beside it."""

    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("eid", CARD_HOLDER)
        screen = stage.screen(EidScreen)
        account = EidAccount("basic", "unconfirmed", "j•••@primer.example", "•••567")
        form = replace(screen.visit.begin(CARD_HOLDER), account=account, step=step)
        screen._on_form_changed(replace(form, **changed))  # type: ignore[arg-type] # of the form
        stage.settle()

    return Scene(f"eid {step} {' '.join(changed)}", play)


def eid_without_a_line(stage: Stage, desk: FakeDesk) -> None:
    tomorrow = desk.clock.local() + timedelta(days=1)
    for hour, outcome in ((8, "missed"), (9, "")):
        at = tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)
        if not any(one.at == at.isoformat(timespec="minutes") for one in desk.actions.appointing.all()):
            booked = desk.actions.appointing.book("Проба Пробић", "060 123 45 67", at)
            if outcome:
                desk.actions.appointing.close(booked, "missed")
    eid_at("contact").play(stage, desk)
    stage.screen(EidScreen)._on_failed(Unavailable("line_down"))
    stage.settle()


def booking(stage: Stage, desk: FakeDesk) -> None:
    eid_at("person").play(stage, desk)
    stage.shell.commands.run("book")
    stage.settle()
    dialog = next(found for found in stage.window.findChildren(BookingDialog) if found.isVisible())
    dialog.show_error(Invalid("slot_hours", field="at", opens="08:00", closes="15:00"))
    stage.settle()


def showing_a_sheet(stage: Stage, desk: FakeDesk) -> None:
    eid_at("sheet", face=True, biometric=True).play(stage, desk)
    stage.screen(EidScreen).doing.open_sheet(Sheet(bytes(16), "0a" * 16, shown_card()), CARD_HOLDER.spoken_name())
    stage.settle()


def represented(stage: Stage, desk: FakeDesk) -> None:
    """Somebody with a power of attorney that has run out, for a paper of yesterday."""
    stage.go("intake", CARD_HOLDER)
    screen = stage.screen(IntakeScreen)
    form = screen._taking.form
    assert form is not None
    screen._on_form_changed(
        replace(
            form,
            step="person",
            paper=PaperEntry(day="2026-11-22", time="8.10", clerk="Ј. Пробић"),
            representative=VESNA,
            representation=Representation(number="УОП-II:7268-2026", issued="2026-11-02", until="2026-11-20"),
        )
    )
    stage.settle()


def company(stage: Stage, desk: FakeDesk) -> None:
    stage.go("intake", Person(id_kind="company", id_number="101134703", surname="Башта Пример д.о.о."))
    stage.screen(IntakeScreen)._go_to("person")
    stage.settle()


def in_one_visit(stage: Stage, desk: FakeDesk) -> IntakeForm:
    views = [desk.receive(CARD_HOLDER, name, dict(EXTRACT)) for name in ("birth-extract", "local-tax-clearance")]
    earlier = tuple(view.subject.hex() for view in views)
    return replace(desk.actions.intake.begin(CARD_HOLDER), step="service", earlier=earlier)


def another_card(stage: Stage, desk: FakeDesk) -> None:
    """Two visits on hold, a third open with something received before, and a fourth person's card in the reader."""
    for person in (STOJAN, VESNA):
        visiting.hold(desk.actions.intake, desk.actions.intake.begin(person), since="2026-11-22T08:41:00+01:00")
    desk.at_counter.take(TextRead("reader", IdCard(person=DRAGAN)))
    stage.go("intake", in_one_visit(stage, desk))
    stage.settle()
    desk.at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
