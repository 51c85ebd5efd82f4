"""What may go over a dear line, as a table."""

from __future__ import annotations

import pytest

from clerk_app.sync.thrift import Now, Rules, held_back, hours_of

NIGHT = hours_of("15:00-07:00")
MB = 1_000_000


def at(text: str, **rest: object) -> Now:
    hour, minute = text.split(":")
    return Now(minute=int(hour) * 60 + int(minute), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "now", "chore", "given", "expected"),
    [
        (Rules(), at("10:00"), "enclosures", {}, ""),
        (Rules(), at("10:00", used=999 * MB), "reference", {}, ""),
        (Rules(hours=NIGHT), at("10:00"), "enclosures", {}, "hours"),
        (Rules(hours=NIGHT), at("10:00"), "reference", {}, "hours"),
        (Rules(hours=NIGHT), at("15:00"), "enclosures", {}, ""),
        (Rules(hours=NIGHT), at("23:59"), "enclosures", {}, ""),
        (Rules(hours=NIGHT), at("00:00"), "enclosures", {}, ""),
        (Rules(hours=NIGHT), at("06:59"), "enclosures", {}, ""),
        (Rules(hours=NIGHT), at("07:00"), "enclosures", {}, "hours"),
        (Rules(hours=hours_of("09:00-11:00")), at("10:00"), "lists", {}, ""),
        (Rules(hours=hours_of("09:00-11:00")), at("11:00"), "lists", {}, "hours"),
        (Rules(hours=NIGHT), at("10:00"), "enclosures", {"asked": True}, ""),
        (Rules(), at("10:00", metered=True), "reference", {}, "metered"),
        (Rules(), at("10:00", metered=True), "lists", {}, "metered"),
        (Rules(), at("10:00", metered=True), "reference", {"asked": True}, ""),
        (Rules(), at("10:00", metered=True), "enclosures", {}, ""),
        (Rules(most_metered=1000), at("10:00", metered=True), "enclosures", {"size": 1000}, ""),
        (Rules(most_metered=1000), at("10:00", metered=True), "enclosures", {"size": 1001}, "metered"),
        (Rules(most_metered=1000), at("10:00", metered=True), "enclosures", {"size": 1001, "asked": True}, "metered"),
        (Rules(most_metered=1000), at("10:00"), "enclosures", {"size": 1001}, ""),
        (Rules(), at("10:00", paused=True), "enclosures", {}, "paused"),
        (Rules(), at("10:00", paused=True), "enclosures", {"asked": True}, "paused"),
        (Rules(), at("10:00", paused=True), "reference", {}, ""),
        (Rules(budget=10 * MB), at("10:00", used=10 * MB - 1), "enclosures", {}, ""),
        (Rules(budget=10 * MB), at("10:00", used=10 * MB), "enclosures", {}, "budget"),
        (Rules(budget=10 * MB), at("10:00", used=11 * MB), "documents", {"asked": True}, "budget"),
        (Rules(budget=10 * MB, hours=NIGHT), at("10:00", used=11 * MB, metered=True), "reference", {}, "budget"),
    ],
)
def test_what_may_go(rules: Rules, now: Now, chore: str, given: dict[str, object], expected: str) -> None:
    assert held_back(rules, now, chore, **given) == expected  # type: ignore[arg-type]


def test_no_hours_are_always() -> None:
    assert hours_of("") is None
    assert hours_of("07:30-15:05") == (450, 905)
