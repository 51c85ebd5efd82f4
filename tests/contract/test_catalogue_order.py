"""Nothing waits for itself or for what comes later, through any chain."""

from __future__ import annotations

import pytest

from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_order import order
from clerk_app.contract.catalogue_problem import Problem
from tests.contract.definitions import GOOD, with_field


def problems(*fields: tuple[str, str], more: str = "") -> list[Problem]:
    text = GOOD
    for code, line in fields:
        text = with_field(text, code, f'type = "integer"\n{line}')
    return list(order(catalogue.read((text + more).encode())))


ROWS = """
[[sections]]
code = "rows"
title = { sr = "Р", en = "R" }
repeat_max = 5
[[sections.fields]]
code = "income"
label = { sr = "П", en = "I" }
type = "decimal"
[[sections.fields]]
code = "share"
label = { sr = "У", en = "S" }
type = "decimal"
"""


def test_a_value_that_reads_itself() -> None:
    assert problems(("a", 'computed = "row.a + 1"')) == [Problem("one.a", "computed_cycle")]
    assert problems(("a", 'computed = "form.one.a + 1"')) == [Problem("one.a", "computed_cycle")]


def test_values_that_read_each_other_through_a_chain() -> None:
    chain = problems(("a", 'computed = "row.c"'), ("b", 'computed = "row.a"'), ("c", 'computed = "form.one.b"'))
    assert {problem.code for problem in chain} == {"computed_cycle"}
    assert len(chain) == 3


def test_fields_that_hide_each_other() -> None:
    found = problems(("a", 'visible = "row.b == 0"'), ("b", 'visible = "row.a == 0"'))
    assert [problem.code for problem in found] == ["visibility_cycle", "visibility_cycle"]
    assert problems(("a", 'visible = "row.a == 0"')) == [Problem("one.a", "visibility_cycle")]


def test_a_section_that_its_own_field_shows() -> None:
    section = ROWS.replace("repeat_max = 5", 'visible = "form.rows.income > 1.0"')
    assert {problem.code for problem in problems(more=section)} == {"visibility_cycle"}


def test_a_value_and_a_condition_in_one_ring() -> None:
    found = problems(("a", 'computed = "row.b"'), ("b", 'visible = "row.a > 1"'))
    assert [problem.code for problem in found] == ["computed_cycle", "visibility_cycle"]


def test_what_is_worked_out_later_is_not_read_before() -> None:
    found = problems(("a", 'computed = "row.b"'), ("b", 'computed = "row.number"'))
    assert found == [Problem("one.a", "reads_later")]
    found = problems(("a", 'visible = "row.b > 1"'), ("b", 'visible = "row.number > 1"'))
    assert found == [Problem("one.a", "reads_later")]


def test_what_was_typed_later_may_be_read() -> None:
    assert problems(("a", 'computed = "row.b"'), ("b", "")) == []
    assert problems(("a", 'required = "row.b > 1"'), ("b", 'computed = "row.number"')) == []


@pytest.mark.parametrize(
    ("computed", "code"),
    [
        ("sum(form.rows.map(r, r.share))", "computed_cycle"),
        ("sum(form.rows.filter(r, r.income > 1.0).map(q, q.share))", "computed_cycle"),
        ("size(form.rows.map(r, r))", "computed_cycle"),
        ("double(size([form.rows]) + size(form.rows))", "computed_cycle"),
        ("form.rows.map(r, [r])[0][0].income", "computed_cycle"),
        ("sum(form.rows.map(r, r.income)) + double(size(form.rows))", ""),
        ("row.income * 2.0", ""),
    ],
)
def test_rows_are_read_through_the_variables_of_macros(computed: str, code: str) -> None:
    found = problems(more=f'{ROWS}computed = "{computed}"\n')
    assert [problem.code for problem in found] == ([code] if code else [])


def test_the_rows_below_are_not_worked_out_yet() -> None:
    rows = ROWS.replace('type = "decimal"', 'type = "decimal"\ncomputed = "1.0"', 1)
    found = problems(more=rows + 'computed = "sum(form.rows.map(r, r.income))"\n')
    assert found == [Problem("rows.share", "reads_later")]
    assert problems(more=rows + 'computed = "row.income"\n') == []


@pytest.mark.parametrize("source", ["form.", "'", "form.one[", "row", "form.one.number.b.c", "form.gone.x"])
def test_any_text_is_looked_into(source: str) -> None:
    problems(("a", f'computed = "{source}"'))
