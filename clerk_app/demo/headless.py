"""The day that plays itself: windows in memory, each step told, pictures and a summary left behind."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from clerk_app.app.place import Place
from clerk_app.app.start import make_application, make_program
from clerk_app.app.windows import Program
from clerk_app.demo.day import Day
from clerk_app.demo.hands import Hands
from clerk_app.demo.ledger import Summary, tally
from clerk_app.demo.script import Player
from clerk_app.demo.stage import Stage


def play_day(place: Place, stage: Stage, output: Path, began: float, tell: Callable[[str], None]) -> int:
    """Play, and write ``summary.json``; 0 when nothing was lost, doubled or refused and the day came to its end."""
    application = make_application()
    program = make_program(application, place)
    program.start()
    hands = Hands(program.window, output / "screenshots")
    portrait = place.resources / "devices" / "portrait.jpg"
    player = Player(Day(program, stage, hands, portrait, tell).script(), program)
    failures: list[object] = []

    def on_ended(error: object) -> None:
        failures.extend([error] if error is not None else [])
        application.quit()

    player.ended.connect(on_ended)
    player.play()
    application.exec()
    if failures:
        hands.picture("stuck")
        tell(place.texts.text("demo.stuck", where=str(failures[0])))
    summary = _summary(program, stage, output, hands, began)
    program.close()
    summary.write(output / "summary.json")
    tell(place.texts.text("demo.done", accepted=summary.requests_accepted, registered=summary.registered))
    return 0 if summary.whole and not failures else 1


def _summary(program: Program, stage: Stage, output: Path, hands: Hands, began: float) -> Summary:
    receipts = sorted(stage.receipts.glob("*.png"))
    (output / "receipts").mkdir(exist_ok=True)
    for receipt in receipts:
        shutil.copy(receipt, output / "receipts" / receipt.name)
    counted = tally(program.open_desk.prepared.desk) if program.open_desk is not None else None
    return Summary(
        requests_accepted=counted.accepted if counted else 0,
        receipts_printed=counted.printed if counted else 0,
        registered=counted.registered if counted else 0,
        refused=counted.refused if counted else 0,
        lost=counted.lost if counted else 0,
        doubled=counted.doubled if counted else 0,
        seconds=round(time.monotonic() - began, 1),
        screenshots=[f"screenshots/{name}" for name in hands.taken],
        receipts=[f"receipts/{receipt.name}" for receipt in receipts],
    )
