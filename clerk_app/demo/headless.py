"""The day that plays itself: windows in memory, each step told, pictures and a summary left behind."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerk_app.app.ending import ended_by_signals
from clerk_app.app.open_windows import OpenDesk
from clerk_app.app.place import Place
from clerk_app.app.start import make_application, make_program
from clerk_app.app.windows import Program
from clerk_app.demo.day import Day
from clerk_app.demo.front import Front
from clerk_app.demo.hands import Hands
from clerk_app.demo.ledger import NOTHING, Summary, tally
from clerk_app.demo.script import Player
from clerk_app.demo.stage import Stage
from clerk_app.ports.desk_file import ListFilter


@dataclass(frozen=True, slots=True)
class _Scene:
    """One run of the day: what plays, and where it leaves its traces."""

    program: Program
    stage: Stage
    hands: Hands
    output: Path
    began: float
    tell: Callable[[str], None]


def play_day(place: Place, stage: Stage, output: Path, began: float, tell: Callable[[str], None]) -> int:
    """Play, and write ``summary.json``; 0 when nothing was lost, doubled or refused and the day came to its end."""
    application = make_application()
    program, access = make_program(application, place)
    access.start()
    scene = _Scene(program, stage, Hands(program.window, output / "screenshots"), output, began, tell)
    player = Player(Day(program, stage, scene.hands, tell).script(), program, Front(program.window))
    outcome: list[int] = []

    def on_ended(error: object) -> None:
        outcome.append(_conclude(scene, error))
        application.quit()

    player.ended.connect(on_ended)
    player.play()
    with ended_by_signals(application):
        application.exec()
    program.close()
    return outcome[0] if outcome else 1


def _conclude(scene: _Scene, error: object) -> int:
    """Tell how it went and write the summary, while the desk is still open."""
    text = scene.program.place.texts.text
    if error is not None:
        scene.hands.picture("stuck")
        scene.tell(text("demo.stuck", where=str(error)))
    summary = _summary(scene)
    summary.write(scene.output / "summary.json")
    scene.tell(text("demo.done", accepted=summary.requests_accepted, registered=summary.registered))
    return 0 if summary.whole and error is None else 1


def _slips(desk: OpenDesk, folder: Path) -> None:
    """Every payment slip of the day as a picture."""
    folder.mkdir(exist_ok=True)
    actions = desk.prepared.desk.actions
    for view in actions.requests.page(ListFilter(scope="all"), limit=100):
        slips = actions.systems.payments.slips(view.subject) if view.origin == "here" else ()
        for place, facts in enumerate(slips):
            (folder / f"slip-{view.number}-{place + 1}.png").write_bytes(desk.paper.slips.picture(facts))


def _summary(scene: _Scene) -> Summary:
    receipts = sorted(scene.stage.receipts.glob("*.png"))
    (scene.output / "receipts").mkdir(exist_ok=True)
    for receipt in receipts:
        shutil.copy(receipt, scene.output / "receipts" / receipt.name)
    desk = scene.program.open_desk
    if desk is not None:
        _slips(desk, scene.output / "slips")
    ours = scene.stage.central
    central = ours.database if ours is not None else None
    counted = tally(desk.prepared.desk.stores, central) if desk is not None else NOTHING
    return Summary(
        requests_accepted=counted.accepted,
        receipts_printed=counted.printed,
        registered=counted.registry.registered,
        refused=counted.refused,
        lost=counted.registry.lost,
        doubled=counted.registry.doubled,
        measured=counted.registry.measured,
        seconds=round(time.monotonic() - scene.began, 1),
        screenshots=[f"screenshots/{name}" for name in scene.hands.taken],
        receipts=[f"receipts/{receipt.name}" for receipt in receipts],
    )
