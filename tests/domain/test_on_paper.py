"""Papers entered later: the time on them counts, with the offset of that day; what is odd is noted."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from clerk_app.domain.bodies import OnPaper
from clerk_app.domain.intake_rule import IntakeRule
from clerk_app.domain.on_paper import PaperEntry, findings_of, kept, moment_of, read_time
from tests.support.hand_clock import ZONE

NOW = datetime(2026, 11, 23, 14, 2, 11, tzinfo=ZONE)
RULE = IntakeRule(paper_within=3)
TODAY = PaperEntry(day="2026-11-23", time="8.10", number="14", clerk="Ј. Пробић")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8.10", time(8, 10)), ("08:10", time(8, 10)), ("0810", time(8, 10)), ("8", time(8)), ("23:59", time(23, 59)),
        ("", None), ("24:00", None), ("8:60", None), ("осам", None), ("٨:١٠", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_comes_to_hand(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-23", "2026-11-23T08:10:00+01:00"), ("23.10.2026", "2026-10-23T08:10:00+02:00")],
)
def test_the_offset_is_the_one_that_was_valid_then(day, expected):
    moment = moment_of(PaperEntry(day=day, time="8.10"), ZONE)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(("day", "at"), [("", "8.10"), ("2026-11-23", ""), ("1899-01-01", "8.10"), ("сутра", "8.10")])
def test_a_time_that_cannot_be_read_is_none(day, at):
    assert moment_of(PaperEntry(day=day, time=at), ZONE) is None


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        ("2026-11-23", "8.10", []),
        ("2026-11-23", "14.03", ["paper_in_future paper.day"]),
        ("2026-11-20", "8.10", []),
        ("2026-11-19", "8.10", ["paper_old paper.day"]),
        ("2026-11-22", "8.10", ["paper_outside_hours paper.time"]),
        ("2026-11-23", "7.29", ["paper_outside_hours paper.time"]),
        ("", "8.10", ["paper_time_missing paper.day"]),
        ("1999-01-01", "8.10", ["paper_time_missing paper.day"]),
        ("2026-11-23", "", ["paper_time_missing paper.time"]),
    ],
)
def test_what_is_odd_about_the_time_is_noted(day, at, expected):
    found = findings_of(PaperEntry(day=day, time=at), NOW, RULE)
    assert [f"{each.code} {each.where}" for each in found] == expected


def test_what_is_kept_names_both_ends():
    assert kept(TODAY, NOW) == OnPaper(entered_local="2026-11-23T14:02:11+01:00", number="14", clerk="Ј. Пробић")
