"""The tables say everything that was recorded, each thing once."""

from __future__ import annotations

from tests.faults.table import drawn, rows_of

PROPERTIES = [("bad day", ["centre away", "sign in", "words", 3, 0]), ("other", 1), ("bad day", ("a", "b", "c", 1, 0))]


def test_rows_are_found_among_other_properties():
    assert len(rows_of(PROPERTIES, "bad day")) == 2
    assert rows_of(PROPERTIES, "killed") == []


def test_a_table_is_aligned_sorted_and_counted():
    lines = drawn("bad day", rows_of(PROPERTIES, "bad day"))
    assert lines[0].split()[:2] == ["fault", "step"]
    assert [line.split()[0] for line in lines[2:4]] == ["a", "centre"]
    assert lines[-1] == "2 in all"
    assert lines[2].index("b") == lines[3].index("sign in")
