"""What every test has: a Qt without a screen, unless the run was given one; and the tables of the fault tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.faults.table import HEADS, drawn, rows_of
from tests.journeys.town import Town

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run with what the fault tests recorded."""
    passed = terminalreporter.getreports("passed")
    for kind in HEADS:
        rows = [row for report in passed for row in rows_of(report.user_properties, kind) if report.when == "call"]
        if rows:
            terminalreporter.write_sep("-", kind)
            terminalreporter.write_line("\n".join(drawn(kind, rows)))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A running centre and printer that may be shared: whoever stops the centre starts it again."""
    with Town(tmp_path_factory.mktemp("town")) as running:
        yield running
