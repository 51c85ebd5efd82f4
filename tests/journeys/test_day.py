"""A whole day through the program's own windows: with everything of ours, and with outside printer and centre."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clerk_app.cli.frame import Exit
from clerk_app.documents import qr
from clerk_app.domain import receipts
from tests.faults.aftermath import judged
from tests.journeys.escpos_sink import EscposSink
from tests.journeys.town import Ended, Terminal, Town, clerk_app

REQUESTS = 6
PAPERS = REQUESTS + 1  # one citizen gets a second receipt, with the unique number on it
SCREENS = ("first-run", "sign-in", "home", "intake-form", "intake-review", "detail", "requests", "exchange", "lock")
SYSTEMS = ("records", "payment", "paid", "act", "hand-over", "delivered", "indicators-table")
FEWEST_COLOURS = 40


def play(output: Path, *more: str) -> tuple[Ended, dict[str, Any]]:
    """The day, and its summary."""
    ended = clerk_app("demo", "--headless", "--output", str(output), *more)
    summary: dict[str, Any] = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    return ended, summary


def check_summary(summary: dict[str, Any]) -> None:
    names = ("requests_accepted", "receipts_printed", "registered", "refused", "lost", "doubled")
    assert [summary[name] for name in names] == [REQUESTS, PAPERS, REQUESTS, 0, 0, 0]
    assert summary["seconds"] > 0


def check_pictures(output: Path, summary: dict[str, Any]) -> None:
    """Every screen is there, and none is blank."""
    for name in summary["screenshots"]:
        with Image.open(output / name) as picture:
            colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
        assert colours is not None
        assert len(colours) > FEWEST_COLOURS, name
    for screen in SCREENS:
        assert any(screen in name for name in summary["screenshots"]), screen


def codes_on(papers: list[bytes]) -> list[str]:
    """The code of each receipt, as any reader of codes gives it."""
    return [text for paper in papers for text in qr.read(paper) if receipts.is_code(text)]


def test_the_day_plays_itself(tmp_path: Path) -> None:
    output = tmp_path / "out"
    ended, summary = play(output)
    assert ended.code == Exit.DONE, (ended.out, summary)
    assert len(ended.out.splitlines()) > REQUESTS
    check_summary(summary)
    check_pictures(output, summary)
    assert all(any(f"-{screen}." in name for name in summary["screenshots"]) for screen in SYSTEMS)
    papers = [(output / name).read_bytes() for name in summary["receipts"]]
    codes = [receipts.parse(text)[0] for text in codes_on(papers)]
    assert (len(papers), len(codes), len({code.number for code in codes})) == (PAPERS, PAPERS, REQUESTS)


def test_the_day_with_a_printer_and_a_centre_of_ones_own(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with Town(tmp_path) as town, EscposSink() as sink:
        outside = ("--printer", sink.address, "--central", town.url, "--code", town.code())
        ended, summary = play(output, *outside)
        assert ended.code == Exit.DONE, (ended.out, summary)
        check_summary(summary)
        codes = codes_on(sink.papers)
        parsed = [receipts.parse(text)[0] for text in codes]
        assert len(sink.papers) == len(codes) == PAPERS
        found = judged(town.database, parsed[0].desk, [code.number for code in parsed])
        assert (found["lost"], found["doubled"], found["unnumbered"], found["alarms"]) == ([], 0, 0, [])
        assert len(found["numbers"]) == REQUESTS
        assert sorted(outcomes(town)) == ["dostavljen", *["resen_usvojen"] * (REQUESTS - 1)]
        check_verdicts(town, tmp_path, sink.papers[0], codes)


def outcomes(town: Town) -> list[str]:
    """The states, at the centre, of everything that was received at a desk."""
    with closing(sqlite3.connect(town.database)) as database:
        return [state for (state,) in database.execute("SELECT state FROM request WHERE origin = 'desk'")]


def check_verdicts(town: Town, folder: Path, paper: bytes, codes: list[str]) -> None:
    """Another counter of the same municipality tells a genuine receipt from one that was altered."""
    terminal = Terminal(town.desk("another"))
    picture = folder / "receipt.png"
    picture.write_bytes(paper)
    genuine = terminal.run("verify-receipt", "--png", str(picture))
    assert (genuine.code, genuine.told[0]["verdict"]) == (Exit.DONE, "genuine")
    assert genuine.told[0]["number"] == receipts.parse(codes[0])[0].number
    first, second = (receipts.parse(text) for text in codes[:2])
    swapped = first[0].text(second[1])
    altered = terminal.run("verify-receipt", swapped)
    assert (altered.code, altered.told[0]["verdict"]) == (Exit.ATTENTION, "altered")


@pytest.mark.parametrize("language", ["en", "sr-Latn"])
@pytest.mark.soak
def test_the_day_in_other_languages(language: str, tmp_path: Path) -> None:
    ended, summary = play(tmp_path / "out", "--language", language)
    assert ended.code == Exit.DONE, (ended.out, summary)
    check_summary(summary)
