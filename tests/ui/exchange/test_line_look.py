"""A line that is not as it should be is looked at once for each thing that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from clerk_app.ports.checks import CheckResult
from clerk_app.sync.link import LinkState
from clerk_app.ui.exchange.line_look import LineLook


class Found:
    name = "line"

    def __init__(self) -> None:
        self.looked = 0

    def run(self) -> CheckResult:
        self.looked += 1
        return CheckResult("fault", "line_proxy_password")


@pytest.mark.parametrize(("kind", "looked"), [("good", 0), ("unknown", 0), ("slow", 1), ("down", 1), ("stopped", 0)])
def test_only_a_doubtful_line_is_looked_at_and_once(qtbot, desk, context, kind, looked):
    check, alive, told = Found(), QWidget(), []
    qtbot.addWidget(alive)
    link = LinkState(kind=kind, code="line_down")
    look = LineLook(replace(desk.place, checks=(check,), link=lambda: link))
    for _ in range(2):
        look.look(context, alive, lambda: told.append(look.words))
    assert (check.looked, len(told)) == (looked, looked)
    look.begin()
    look.look(context, alive, lambda: told.append(look.words))
    assert check.looked == 2 * looked


def test_what_is_said_of_the_line_already_is_not_said_again(qtbot, desk, context):
    alive, told = QWidget(), []
    qtbot.addWidget(alive)
    link = LinkState(kind="down", code="line_proxy_password")
    look = LineLook(replace(desk.place, checks=(Found(),), link=lambda: link))
    look.look(context, alive, lambda: told.append(look.words))
    assert told == [""]
