"""States of the USB stick on the exchange: filled, being filled, answered with a thing to decide, full, and none in."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.errors import Unavailable
from clerk_app.ui.exchange.stick_task import StickTask
from clerk_app.ui.screens.exchange import ExchangeScreen
from tests.gates.scenes import Scene
from tests.support.fake_desk import FakeDesk
from tests.support.fake_stick import FakeStick
from tests.support.stage import Stage


def begun(stage: Stage, desk: FakeDesk, **changed: object) -> StickTask:
    """The exchange with a stick as a test wants it, and nothing told of one before."""
    desk.stick = replace(FakeStick(), **changed)  # type: ignore[arg-type] # scenes give what the stick takes
    stage.go("home")
    stage.go("exchange")
    task = stage.screen(ExchangeScreen)._task
    task.doing, task.taken, task.brought, task.error = "", None, None, None
    task.changed.emit()
    return task


def filled(stage: Stage, desk: FakeDesk) -> None:
    begun(stage, desk)
    stage.shell.commands.run("to_stick")
    stage.settle()


def going(stage: Stage, desk: FakeDesk) -> None:
    task = begun(stage, desk)
    task.doing, task.done, task.whole = "carry", 43, 100
    task.changed.emit()
    stage.settle()
    task.doing = ""


def answered(stage: Stage, desk: FakeDesk) -> None:
    begun(stage, desk, brought=replace(FakeStick().brought, papers=3, stopped=2))
    stage.shell.commands.run("from_stick")
    stage.settle()


def full(stage: Stage, desk: FakeDesk) -> None:
    begun(stage, desk, error=Unavailable("stick_full"))
    stage.shell.commands.run("to_stick")
    stage.settle()


def none_in(stage: Stage, desk: FakeDesk) -> None:
    begun(stage, desk, found=())
    stage.settle()


STICK_SCENES = [
    Scene("stick filled", filled),
    Scene("stick going", going),
    Scene("stick answered", answered),
    Scene("stick full", full),
    Scene("stick none", none_in),
]
