from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clerk_app.ports.line_record import Passed
from clerk_app.ui.exchange.passed_words import passed_line, passed_size
from tests.support.stage import texts_in

NOW = datetime(2026, 11, 23, 8, 52, tzinfo=UTC)
MICROS = int(NOW.timestamp()) * 1_000_000
ONE = Passed(number=1, at=MICROS, carrier="line", first=1, last=6, entries=6, requests=4, bytes=3170)


@pytest.mark.parametrize(
    ("changed", "fate", "icon"),
    [
        ({}, "послато, центар још није одговорио", "upload"),
        ({"fate": "cut"}, "прекинуто, шаље се поново с истим дејством", "undo-2"),
        ({"fate": "cut", "tries": 3}, "прекинуто, шаље се поново с истим дејством · 3 покушаја", "undo-2"),
        ({"fate": "left", "carrier": "relay"}, "код релеа, још није у центру", "network"),
        ({"fate": "left", "carrier": "stick"}, "на кључу, чека одговор", "usb"),
        ({"fate": "answered", "changes": 11}, "прихваћено 6, стигло 11 промена", "circle-check"),
        ({"fate": "answered", "stopped": 1}, "прихваћено 5, 1 тражи вашу пажњу", "triangle-alert"),
        (
            {"fate": "answered", "carrier": "stick", "answered": MICROS},
            "прихваћено 6, одговор унет 08:52",
            "circle-check",
        ),
    ],
)
def test_what_became_of_it_is_never_more_than_is_known(changed, fate, icon):
    line = passed_line(replace(ONE, **changed), NOW, texts_in())
    assert (line.fate, line.look[0]) == (fate, icon)


def test_when_by_what_way_how_much():
    line = passed_line(ONE, NOW, texts_in())
    assert (line.time, line.carrier, line.what, line.size) == ("08:52", "веза", "6 уноса, 4 захтева", "3,1 kB")
    older = replace(ONE, at=MICROS - 3 * 86_400_000_000, entries=2, requests=2)
    assert (passed_line(older, NOW, texts_in()).time, passed_line(older, NOW, texts_in()).what) == (
        "20.11.",
        "2 захтева",
    )
    assert passed_line(replace(ONE, requests=0), NOW, texts_in()).what == "6 уноса"


@pytest.mark.parametrize(
    ("size", "words"), [(10, "0,1 kB"), (9_900, "9,7 kB"), (31_744, "31 kB"), (4_400_000, "4,2 MB")]
)
def test_sizes_are_exact_where_they_are_small(size, words):
    assert passed_size(size, texts_in()) == words
