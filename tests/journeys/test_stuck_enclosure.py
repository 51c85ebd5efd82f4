"""An enclosure that was damaged on the disk: the centre refuses it, a clerk mends it, and it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.windows import Program
from clerk_app.contract.enclosures import sealed_size
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import DRAGAN
from clerk_app.demo.watching import Watching
from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.shell import Shell
from tests.journeys.town import CLERK, PASSWORD, Town
from tests.support.opened_program import opened_program, sign_in, wait_in_qt

PAPER = b"%PDF-1.4\n" + b"sketch " * 5000 + b"\n%%EOF\n"


@dataclass(frozen=True)
class Counter:
    """A clerk at work, with hands and eyes."""

    program: Program
    shell: Shell
    hands: Hands
    watching: Watching

    def enclose_what_is_damaged(self, paper: Path) -> None:
        """A request with an enclosure whose file is spoilt on the disk before it is sent."""
        desk = self.watching.desk()
        ref = desk.stores.enclosures.keep(paper, "Скица", "", original=False)
        files = desk.place.paths.enclosures.iterdir()  # documents of the office's cases may have come there meanwhile
        (kept,) = (file for file in files if file.stat().st_size == sealed_size(ref.size))
        spoilt = bytearray(kept.read_bytes())
        spoilt[100] ^= 1
        kept.write_bytes(spoilt)
        service = desk.actions.choosing.service("local-tax-clearance", 1)
        form = replace(desk.actions.intake.begin(DRAGAN), service=service.id, service_version=service.version)
        desk.actions.intake.accept(replace(form, enclosures=(ref,)), service, None)

    def stuck(self) -> int:
        return len(self.watching.desk().stores.uploads.stuck())

    def uploaded(self) -> bool:
        stores = self.watching.desk().stores
        return not stores.uploads.waiting() and not stores.uploads.stuck()

    def card(self) -> AttentionCard:
        wait_in_qt(lambda: any(card.isVisible() for card in self.shell.findChildren(AttentionCard)))
        return next(card for card in self.shell.findChildren(AttentionCard) if card.isVisible())

    def press(self, way: str) -> None:
        words = self.program.place.texts.text(f"attention.way.{way}")
        next(button for button in self.card().buttons if button.text() == words).click()


@contextmanager
def counter_at(application: QApplication, root: Path, pictures: Path) -> Iterator[Counter]:
    """A clerk of the desk in ``root`` at work."""
    with opened_program(application, root, reader="simulated") as (program, _access):
        shell = sign_in(program, CLERK, PASSWORD)
        yield Counter(program, shell, Hands(program.window, pictures), Watching(program))


@pytest.fixture
def root(town: Town, tmp_path: Path) -> Path:
    return town.desk(f"{tmp_path.name}-desk")


@pytest.fixture
def counter(qapp: QApplication, root: Path, tmp_path: Path) -> Iterator[Counter]:
    with counter_at(qapp, root, tmp_path / "pictures") as counter:
        yield counter


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "sketch.pdf"
    path.write_bytes(PAPER)
    return path


def test_it_stands_under_attention_until_the_same_file_is_chosen_again(counter: Counter, paper: Path) -> None:
    counter.enclose_what_is_damaged(paper)
    wait_in_qt(lambda: counter.stuck() == 1)
    counter.shell.go("attention")
    card = counter.card()
    assert card.item.view is not None
    assert card.item.view.applicant == DRAGAN.full_name()
    assert counter.hands.reads("Центар није примио прилог")

    counter.press("choose_file")
    wait_in_qt(lambda: counter.hands.dialog() is not None)
    counter.hands.answer_dialog(str(paper))
    wait_in_qt(counter.uploaded)
    wait_in_qt(lambda: counter.hands.reads("Ништа не чека на вас."))


def test_sent_again_as_it_is_it_comes_back_and_meanwhile_the_line_is_spared(
    counter: Counter, paper: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refused() -> int:
        return caplog.messages.count("sync.enclosure_failed")

    counter.enclose_what_is_damaged(paper)
    wait_in_qt(lambda: refused() == 1 and counter.stuck() == 1)
    assert counter.watching.desk().stores.uploads.waiting() == ()
    counter.shell.go("attention")
    counter.press("send_again")
    wait_in_qt(lambda: refused() == 2 and counter.stuck() == 1)
    assert counter.card().item.upload is not None


def test_after_a_restart_it_still_stands_there(qapp: QApplication, root: Path, paper: Path, tmp_path: Path) -> None:
    with counter_at(qapp, root, tmp_path / "before") as counter:
        counter.enclose_what_is_damaged(paper)
        wait_in_qt(lambda: counter.stuck() == 1)
    with counter_at(qapp, root, tmp_path / "after") as counter:
        counter.shell.go("attention")
        assert counter.card().item.upload is not None
