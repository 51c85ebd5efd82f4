"""What a look at the line means, and what it costs."""

from __future__ import annotations

import pytest

from clerk_app.ports.line_look import Looked
from clerk_app.support.line_checks import LineCost, LineReached, LineSpeed, LineUse


@pytest.mark.parametrize(
    ("looked", "level", "code"),
    [
        (Looked(delay=0.1), "fine", "line_works"),
        (Looked(delay=0.1, proxy="proksi:3128"), "fine", "line_works_by_proxy"),
        (Looked(delay=0.1, nameless=True), "warning", "line_nameless"),
        (Looked(delay=0.1, ipv6_dead=True), "warning", "line_ipv6_dead"),
        (Looked(code="line_down"), "warning", "line_down"),
        (Looked(code="line_dns"), "warning", "line_dns"),
        (Looked(code="centre_trouble"), "warning", "centre_trouble"),
        (Looked(code="line_portal"), "fault", "line_portal"),
        (Looked(code="line_proxy"), "fault", "line_proxy"),
        (Looked(code="line_proxy_password"), "fault", "line_proxy_password"),
        (Looked(code="line_certificate"), "fault", "line_certificate"),
        (Looked(code="line_certificate_expired"), "fault", "line_certificate_expired"),
        (Looked(code="line_clock_wrong"), "fault", "line_clock_wrong"),
    ],
)
def test_whether_the_centre_is_reached(looked: Looked, level: str, code: str) -> None:
    result = LineReached(lambda: looked).run()
    assert (result.level, result.code) == (level, code)


@pytest.mark.parametrize(
    ("delay", "rate", "level", "code"),
    [
        (0.0, 0, "fine", "line_unmeasured"),
        (0.0, 9000, "fine", "line_unmeasured"),
        (0.05, 0, "fine", "line_delay"),
        (2.0, 0, "warning", "line_delay"),
        (0.05, 100_000, "fine", "line_fast"),
        (0.05, 8191, "warning", "line_thin"),
        (0.05, 8192, "fine", "line_fast"),
        (1.6, 100_000, "warning", "line_thin"),
    ],
)
def test_how_fast_it_is(delay: float, rate: int, level: str, code: str) -> None:
    result = LineSpeed(lambda: Looked(delay=delay), lambda: rate).run()
    assert (result.level, result.code) == (level, code)


def test_the_figures_are_told() -> None:
    assert LineSpeed(lambda: Looked(delay=0.6004), lambda: 8192).run().params == {"delay": "600", "rate": "8"}


@pytest.mark.parametrize(
    ("use", "level", "code"),
    [
        (LineUse(metered=False, used=5, budget=0), "fine", "line_unmetered"),
        (LineUse(metered=True, used=5, budget=0), "fine", "line_metered"),
        (LineUse(metered=True, used=5_000_000, budget=10_000_000), "fine", "line_budget"),
        (LineUse(metered=False, used=10_000_000, budget=10_000_000), "warning", "line_budget_spent"),
    ],
)
def test_what_it_costs(use: LineUse, level: str, code: str) -> None:
    result = LineCost(lambda: use).run()
    assert (result.level, result.code) == (level, code)
    assert result.params["used"] == ("10" if use.used == 10_000_000 else "5" if use.used == 5_000_000 else "1")
