"""Expressions are tried over an empty and a filled form, and what they read through macros exists."""

from __future__ import annotations

import pytest

from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_expressions import expressions
from clerk_app.contract.catalogue_problem import Problem
from tests.contract.definitions import GOOD, with_field


@pytest.mark.parametrize(
    ("visible", "code"),
    [
        ("row.number == 1", ""),
        ("form.one.exists(x, x.number == 1)", "expression_failed"),
        ("form.one.number.matches('(a{200}){200}')", "expression_costly"),
        ("row.gone == 1", "reference_unknown"),
        ("form.gone.exists(x, true)", "reference_unknown"),
        ("'yes'", "result_type"),
        ("1 +", "expression_wrong"),
    ],
)
def test_each_expression_is_tried(visible: str, code: str) -> None:
    service = catalogue.read(with_field(GOOD, "extra", f'visible = "{visible}"').encode())
    assert list(expressions(service)) == ([Problem("one.extra.visible", code)] if code else [])


def test_a_field_that_only_a_macro_names_must_exist() -> None:
    rows = '[[sections]]\ncode = "rows"\ntitle = { sr = "а", en = "a" }\nrepeat_max = 3\nrepeat_min = 0\n'
    rows += 'fields = [{ code = "x", label = { sr = "а", en = "a" } }]\n'
    wrong = with_field(GOOD, "extra", "visible = \"form.rows.exists(r, r.y == 'a')\"")
    assert list(expressions(catalogue.read((wrong + rows).encode()))) == [
        Problem("one.extra.visible", "reference_unknown")
    ]
