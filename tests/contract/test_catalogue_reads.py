"""The places that an expression reads, and what it compares them with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract.catalogue_reads import compared_with, reads_of


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("row.a > 1 && form.b.c == 'form.x.y'", [("", "a"), ("b", "c")]),
        ("form.m.exists(x, x.age < 7)", [("m", ""), ("m", "age")]),
        ("form.m.filter(x, x.a).map(y, y.b)", [("m", ""), ("m", "a"), ("m", "b")]),
        ("form.m[0].a", [("m", "a")]),
        ("form.m.exists(x, form.n.exists(y, y.a == x.b))", [("m", ""), ("n", ""), ("n", "a"), ("m", "b")]),
        ("size(form.m)", [("m", "")]),
        ("form.", []),
    ],
)
def test_places(source: str, places: list[tuple[str, str]]) -> None:
    assert [(read.section, read.field) for read in reads_of(source)] == places


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("row.a == 'x'", ("x",)),
        ('row.a != "x"', ("x",)),
        ("row.a in ['x', 'y']", ("x", "y")),
        ("row.a == row.b", ()),
        ("row.a in", ()),
        ("row.a", ()),
    ],
)
def test_what_is_compared(source: str, texts: tuple[str, ...]) -> None:
    assert compared_with(reads_of(source)[0]) == texts


@given(st.text(alphabet="form.rwabx()[],'= mapin", max_size=60))
def test_any_text_is_read(source: str) -> None:
    for read in reads_of(source):
        compared_with(read)
