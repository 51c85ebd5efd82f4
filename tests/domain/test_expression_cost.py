"""Every bomb is refused from its text, and what is allowed ends soon."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.domain.errors import Invalid
from clerk_app.domain.expression_cost import MACROS, MOST_COST, MOST_ROWS, cost_of
from clerk_app.domain.expressions import LONGEST_TEXT, Expression, Scope
from clerk_app.domain.forms import fill
from tests.domain.services import stall

LISTS = "+".join(["form.a"] * 40)
BOMBS = {
    "three macros in each other": "form.a.map(x, form.a.map(y, form.a.map(z, z.t)))",
    "lists joined inside two macros": f"sum(form.a.map(x, form.a.map(y, {LISTS})))",
    "a macro over joined lists": f"({LISTS}).map(x, {LISTS})",
    "a macro over a list of lists": "[form.a, form.a].map(x, 1)",
    "a macro over what a macro gives back": "form.a.map(x, form.a)[0].map(y, form.a)",
    "a macro over a variable": "form.a.map(x, x.map(y, y.map(z, form.a)))",
    "a macro over a row": "row.map(x, 1)",
    "the whole form inside two macros": "form.a.map(x, form.a.map(y, form))",
    "the whole form in each row": "form.a.map(x, form)",
    "the whole form": "[form]",
    "the form by another way": "form['a'].map(x, 1)",
    "whole rows inside two macros": "form.a.map(x, form.b.map(y, [x, y, row]))",
    "one row inside two macros": "form.a.map(x, form.b.map(y, form.a[0]))",
    "a whole section in each row": "form.a.map(x, form.b + form.b)",
    "texts joined inside two macros": "form.a.map(x, form.a.map(y, " + "+".join(["x.t"] * 60) + "))",
    "too long": "1" + "+1" * 250,
    "too deep": "(" * 20 + "1" + ")" * 20,
    "a deep list": "[" * 20 + "]" * 20,
    "a pattern that is built": "row.t.matches(row.t)",
    "a pattern that is joined": "row.t.matches('a' + row.t)",
    "a pattern of patterns": "row.t.matches('((a{100}){100}){100}')",
    "a long pattern": "row.t.matches('" + "a" * 200 + "')",
    "a pattern as a function": "matches(row.t, row.t)",
    "macros hidden behind a raw text": r"size(r'\' + form.a.map(x, form.a.map(y, form.a.map(z, 1))) + r'\')",
    "macros hidden in a long text": "'''' + form.a.map(x, form.a.map(y, form.a.map(z, 1))) + ''''",
    "macros hidden behind a comment": "1 // ''\n + form.a.map(x, form.a.map(y, form.a.map(z, 1))) // '",
    "macros with air in their names": "form.a . map ( x, form.a . map ( y, form.a\n.\nmap(z, 1)))",
    "names between strokes": "form.`a`.`map`(x, 1)",
}


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_from_its_text(source: str) -> None:
    with pytest.raises(Invalid) as refused:
        Expression(source)
    assert refused.value.code in {"expression_costly", "expression_wrong"}


@pytest.mark.parametrize(
    "source",
    [
        "form.a.exists(x, form.b.exists(y, y.j == x.j && y.kind != 'gone'))",
        "sum(form.a.filter(x, x.n > 1.0).map(x, x.n))",
        "row.t.matches('^([01]?[0-9]|2[0-3]):[0-5][0-9]$')",
        "form.a.exists_one(x, x.t.startsWith('//') || x.t == \"it's\")",
        "size(form.a) > 0 && form.s.kind in ['b', 'r']",
    ],
)
def test_what_a_form_needs_is_allowed(source: str) -> None:
    assert 0 < cost_of(source) <= MOST_COST


def test_rows_that_are_known_count_as_they_are() -> None:
    source = "form.a.exists(x, x.n > 1.0)"
    assert cost_of(source, {"a": 2}) < cost_of(source, {"a": 20}) < cost_of(source)


WORST = [
    "form.a.map(x, form.a.map(y, x.t + y.t + x.t + y.t))",
    "form.a.exists(x, form.a.exists(y, x.t == y.t && y.n > 2.0 && x.n > 3.0))",
    "!" * 450 + "true",
    "-" * 450 + "1",
    "form" + ".a" * 200,
    "true&&" * 80 + "true",
    "form.a.exists(x, x.t.matches('((x{0,30}){0,30})y'))",
    "form.a.map(x, x)",
    "[form.a, form.b, row]",
]


@pytest.mark.parametrize("source", WORST)
def test_the_worst_that_is_allowed_ends_soon(source: str) -> None:
    """A bound, not a measurement: a bomb of these kinds takes minutes or all memory."""
    assert seconds_of(source, scope()) < 5


def pieces() -> st.SearchStrategy[str]:
    """Expressions of all kinds, put together as somebody would who wants to do harm."""
    leaves = ["form.a", "form.b", "form.s", "form.a[0]", "row", "form", "row.t", "x.t", "x", "y", "1", "'abc'", "[]"]
    return st.recursive(
        st.sampled_from(leaves),
        lambda inner: st.one_of(
            st.builds("{}.{}({}, {})".format, inner, st.sampled_from(sorted(MACROS)), st.sampled_from("xy"), inner),
            st.lists(inner, min_size=2, max_size=8).map("+".join),
            st.lists(inner, max_size=6).map(lambda parts: f"[{', '.join(parts)}]"),
            st.builds("{}({})".format, st.sampled_from(["size", "sum", "string", "ceil"]), inner),
            st.builds("({} == {} ? {} : {})".format, inner, inner, inner, inner),
        ),
        max_leaves=12,
    )


@settings(max_examples=300)
@given(pieces())
def test_whatever_is_put_together_is_refused_or_ends_soon(source: str) -> None:
    assert seconds_of(source, scope()) < 5


def scope() -> Scope:
    row = {"t": "x" * LONGEST_TEXT, "n": 1.0} | {f"f{n}": "y" * 50 for n in range(40)}
    made = Scope({"a": [row] * MOST_ROWS, "b": [row] * MOST_ROWS, "s": row}, "2026-11-23")
    made.look_at(row)
    return made


def seconds_of(source: str, scope: Scope) -> float:
    """The processor time of one evaluation; none for what is refused."""
    try:
        expression = Expression(source)
    except Invalid:
        return 0
    scope.context()
    began = time.process_time()
    expression.as_text(scope)
    return time.process_time() - began


def test_a_text_does_not_grow_from_field_to_field() -> None:
    service = stall()
    place = service.sections[0]
    first = replace(place.fields[1], code="t0", computed="'" + "а" * 400 + "'", visible="true")
    grown = [replace(first, code=f"t{n}", computed=f"row.t{n - 1} + row.t{n - 1}") for n in range(1, 40)]
    swollen = replace(service, sections=(replace(place, fields=(first, *grown)),), rules=(), fees=())
    state = fill(swollen, {}, "2026-11-23")
    assert max(len(value) for value in state.values.values()) == LONGEST_TEXT
