"""Ways of working that no linter knows: no sleep, no mocks, no hidden clock, no second event loop (DESIGN §7, §10)."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import pytest

from tests.gates.tree import Source, planted

SLEEPS = frozenset({"sleep", "qWait", "qSleep"})
CLOCKS = frozenset({"now", "utcnow", "today", "fromtimestamp"})
EVENT_LOOPS = frozenset({"processEvents", "QThread", "QThreadPool", "QEventLoop"})
# Lane delivery, the sync loop, the excepthooks, and the request boundaries of the far end (DESIGN §7).
MAY_CATCH_ALL = ("clerk_app/lanes.py", "clerk_app/app.py", "clerk_app/__main__.py")
MAY_CATCH_ALL_ROOMS = ("clerk_app/sync", "clerk_app/central", "clerk_app/relay")


def located(source: Source) -> Iterator[ast.expr | ast.stmt | ast.excepthandler]:
    """Every part of the file that stands on a line."""
    for node in ast.walk(source.syntax):
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler):
            yield node


def called(node: ast.AST) -> str:
    """The last name of what a call calls: ``sleep`` in ``time.sleep(1)``; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def sleeps(source: Source) -> Iterator[int]:
    """A test that waits for time instead of for what it expects."""
    if source.within("tests"):
        for node in located(source):
            waits_blindly = called(node) == "wait" and ast.unparse(node).startswith("qtbot.")
            if called(node) in SLEEPS or waits_blindly:
                yield node.lineno


def mocks(source: Source) -> Iterator[int]:
    """A double that agrees with whatever the test believes."""
    if source.within("tests", "clerk_app"):
        for node in located(source):
            named = {alias.name for alias in node.names} if isinstance(node, ast.Import | ast.ImportFrom) else set()
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if any("mock" in name for name in (*named, module)):
                yield node.lineno


def hidden_clocks(source: Source) -> Iterator[int]:
    """A rule that asks the time instead of being told it."""
    if source.within("clerk_app/domain"):
        yield from (node.lineno for node in located(source) if called(node) in CLOCKS)


def second_loops(source: Source) -> Iterator[int]:
    """Qt's own threads and nested event loops; ``app`` alone runs the one loop."""
    if not source.within("clerk_app/ui"):
        return
    for node in located(source):
        name = getattr(node, "attr", "") or getattr(node, "id", "")
        if name in EVENT_LOOPS or called(node) in {"exec", "exec_"}:
            yield node.lineno


def raises_on(handler: ast.ExceptHandler) -> bool:
    """Whether the handler ends by raising the same error again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def broad_excepts(source: Source) -> Iterator[int]:
    """Catching everything, outside the five places where that is the point; undoing and raising on is no catch."""
    if not source.within("clerk_app") or source.path in MAY_CATCH_ALL or source.within(*MAY_CATCH_ALL_ROOMS):
        return
    for node in located(source):
        if isinstance(node, ast.ExceptHandler) and not raises_on(node):
            caught = {getattr(part, "id", "") for part in ast.walk(node.type)} if node.type else {"BaseException"}
            if caught & {"Exception", "BaseException"}:
                yield node.lineno


RULES = {rule.__name__: rule for rule in (sleeps, mocks, hidden_clocks, second_loops, broad_excepts)}

OFFENCES = [
    ("sleeps", "tests/sync/test_retry.py", "time.sleep(1)"),
    ("sleeps", "tests/ui/test_home.py", "qtbot.wait(100)"),
    ("mocks", "tests/sync/test_retry.py", "from unittest.mock import Mock"),
    ("mocks", "tests/sync/test_retry.py", "from unittest import mock"),
    ("hidden_clocks", "clerk_app/domain/deadlines.py", "start = dt.datetime.now(tz)"),
    ("second_loops", "clerk_app/ui/window.py", "dialog.exec()"),
    ("second_loops", "clerk_app/ui/window.py", "QCoreApplication.processEvents()"),
    ("second_loops", "clerk_app/ui/tasks.py", "class Worker(QThread): ..."),
    ("broad_excepts", "clerk_app/store/journal.py", "try: ...\nexcept Exception: ..."),
    ("broad_excepts", "clerk_app/store/journal.py", "try: ...\nexcept (ValueError, Exception) as error: ..."),
]


def offences(rule: str, tree: Sequence[Source]) -> list[str]:
    return [f"{source.path}:{line}" for source in tree if source.is_python for line in RULES[rule](source)]


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_to_it(rule: str, tree: list[Source]) -> None:
    assert offences(rule, tree) == []


def test_a_roll_back_that_raises_on_passes() -> None:
    code = "try: ...\nexcept BaseException:\n    roll_back()\n    raise"
    assert offences("broad_excepts", planted("clerk_app/store/journal.py", code)) == []


@pytest.mark.parametrize(("rule", "path", "text"), OFFENCES)
def test_an_offence_is_caught(rule: str, path: str, text: str) -> None:
    assert offences(rule, planted(path, text)) != []


def test_every_rule_is_shown_to_bite() -> None:
    assert {rule for rule, _, _ in OFFENCES} == set(RULES)
