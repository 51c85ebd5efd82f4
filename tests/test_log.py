"""The log: one line of JSON per event, nothing personal, a bounded number of bytes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.log import FILE_NAME, event, mask, start_log, stop_log

LOGGER = logging.getLogger("clerk_app.test")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    handler = start_log(tmp_path / "log", size=2000, copies=2)
    yield tmp_path / "log"
    stop_log(handler)


def _lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / FILE_NAME).read_text().splitlines()]


def test_event_is_one_line_with_its_values(folder: Path) -> None:
    event(LOGGER, "store.opened", rows=3, path="a\nb")
    (line,) = _lines(folder)
    assert line["event"] == "store.opened"
    assert line["rows"] == 3
    assert line["place"] == "clerk_app.test"
    assert str(line["time"]).endswith("+00:00")


def test_thirteen_digits_are_masked_anywhere(folder: Path) -> None:
    event(LOGGER, "x", number="0101990900007", inner="a0101990900007b", longer="01019909000071")
    text = (folder / FILE_NAME).read_text()
    assert '0101990900007"' not in text
    assert "a0101990900007b" not in text
    assert "01019909000071" in text
    assert mask("0101990900007") == "•" * 13


def test_failure_keeps_its_trace_and_not_its_message(folder: Path) -> None:
    try:
        raise ValueError("Пример Примерић")
    except ValueError:
        LOGGER.exception("work.failed")
    (line,) = _lines(folder)
    assert line["error"] == "ValueError"
    assert "test_log.py" in str(line["trace"])
    assert "Примерић" not in (folder / FILE_NAME).read_text()


def test_files_rotate_and_are_bounded(folder: Path) -> None:
    for number in range(200):
        event(LOGGER, "tick", number=number)
    files = list(folder.iterdir())
    assert len(files) == 3
    assert sum(path.stat().st_size for path in files) <= 3 * 2000


def test_after_the_end_nothing_is_written(tmp_path: Path) -> None:
    stop_log(start_log(tmp_path))
    event(LOGGER, "late")
    assert list(tmp_path.iterdir()) == []
