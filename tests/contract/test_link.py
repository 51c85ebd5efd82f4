"""What a desk tells of its line: short, and read back as nearly as it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract.link import LinkReport, read, write

NUMBERS = st.integers(min_value=0, max_value=10**12)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_whatever_is_told_is_short_and_comes_back(
    waiting: int, oldest: int, rate: int, delay: int, outages: int
) -> None:
    told = write(LinkReport(waiting=waiting, oldest=oldest, rate=rate, delay=delay, outages=outages))
    assert len(told) <= 18
    heard = read(told)
    assert heard is not None
    assert heard.waiting == min(waiting, 36**4 - 1)
    assert heard.delay == min(delay, 36**4 - 1)
    assert heard.outages == min(outages, 36**2 - 1)
    for said, meant in ((heard.oldest, oldest), (heard.rate, rate)):
        assert said <= meant < 2 * said or (said, meant) == (0, 0) or said == 2**30
    assert write(heard) == told


def test_the_vector_of_the_specification() -> None:
    report = LinkReport(waiting=41, oldest=5400, rate=7168, delay=612, outages=2)
    assert write(report) == "15.d.d.h0.2"
    assert read("15.d.d.h0.2") == LinkReport(waiting=41, oldest=4096, rate=4096, delay=612, outages=2)


@pytest.mark.parametrize(
    "text", ["", "1.2.3.4", "1.2.3.4.5.6", "A.1.1.1.1", "-1.0.0.0.0", "12345.0.0.0.0", "1.22.0.0.0", "1.0.0.0.0\n"]
)
def test_what_is_no_report_is_none(text: str) -> None:
    assert read(text) is None
