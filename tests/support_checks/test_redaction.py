import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.support.redaction import BLOT, Redaction

REDACTION = Redaction({"time", "level", "event", "error", "trace", "INFO", "printer.cut", "job", "copies"})

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    leaves,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=5,
)


def line(**fields):
    return json.loads(REDACTION.line(json.dumps(fields)))


def test_a_line_of_ours_keeps_what_helps():
    whole = {
        "time": "2026-11-23T08:51:00.123+00:00",
        "level": "INFO",
        "event": "printer.cut",
        "copies": 2,
        "error": "TimeoutError",
        "trace": ["receipt.py:41 print_now", "jobs.py:7 <lambda>"],
    }
    assert line(**whole) == whole


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event", "Card of Петар Примерић"),
        ("job", "primeric"),
        ("job", "0101990900001"),
        ("job", 101990900001),
        ("job", 123456789),
        ("job", {"surname": "Пробић"}),
        ("job", ["Пробић"]),
        ("trace", "Пробић"),
        ("trace", ["Пробић"]),
        ("trace", ["receipt.py:41 print now Пробић"]),
        ("time", "08:51 Пробић"),
        ("error", "No such person: Пробић"),
        ("level", "Пробић"),
        ("event", "printer.cut\n"),
    ],
)
def test_what_nobody_vouches_for_is_blotted(field, value):
    assert line(**{field: value}) in ({field: BLOT}, {field: [BLOT]})


def test_the_name_of_a_field_is_looked_at_too():
    assert line(Пробић=1) == {BLOT: 1}


@pytest.mark.parametrize("text", ["", "Traceback: Пробић", "[1]", '"Пробић"', "7", '{"job": "Про', "[" * 100_000])
def test_a_line_that_is_not_ours_is_blotted(text):
    assert REDACTION.line(text) == BLOT


@pytest.mark.parametrize(
    ("number", "kept"),
    [(0, 0), (99_999, 99_999), (-5, -5), (0.25, 0.25), (6_815_744, 6_800_000), (100_000_000, BLOT), (10**400, BLOT)],
)
def test_numbers_are_kept_as_far_as_they_can_be_nobodys(number, kept):
    assert REDACTION.value(number) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [("150", "150"), ("2.5", "2.5"), ("123456", BLOT), ("123456 MB", "123456 MB"), ("٣", BLOT), ("1 2", BLOT)],
)
def test_numbers_in_writing(text, kept):
    assert REDACTION.value(text) == kept


@given(values=st.dictionaries(st.text(max_size=10), anything, max_size=4))
def test_every_word_that_comes_out_is_one_of_the_programs(values):
    for name, value in REDACTION.values(values).items():
        assert name in REDACTION.words or name == BLOT
        if isinstance(value, str):
            assert value in REDACTION.words or value == BLOT or float(value.removesuffix(" MB")) < 10**8


@given(text=st.text() | anything.map(json.dumps))
def test_any_line_gives_one_line(text):
    assert "\n" not in REDACTION.line(text)
