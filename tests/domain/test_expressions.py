"""Expressions are refused when wrong or costly, and never stop a form."""

from __future__ import annotations

import contextlib
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import Invalid
from clerk_app.domain.expression_cost import LONGEST
from clerk_app.domain.expressions import Expression, Scope, compiled


@pytest.fixture
def scope() -> Scope:
    form = {
        "place": {"days": 3, "area": 2.5, "kind": "stall", "open": True, "born": "2000-02-29"},
        "goods": [{"price": 1.5}, {"price": 2.0}],
    }
    return Scope(form, "2026-11-23")


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("form.place.kind == 'stall' && form.place.days > 2", True),
        ("double(form.place.days) * form.place.area", 7.5),
        ("sum(form.goods.map(g, g.price))", 3.5),
        ("size(form.goods)", 2),
        ("days_between('2026-01-01', '2026-03-01')", 59),
        ("days_between('', today)", 0),
        ("years_between(form.place.born, '2018-02-28')", 17),
        ("years_between(form.place.born, '2018-03-01')", 18),
        ("ceil(form.place.area)", 3),
        ("form.place.open ? 'yes' : 'no'", "yes"),
        ("form.goods.exists(g, g.price > 1.9)", True),
    ],
)
def test_results(scope: Scope, source: str, result: object) -> None:
    assert Expression(source).evaluate(scope) == result


@pytest.mark.parametrize("source", ["", "form.", "a b", "((", "'open", "form..x"])
def test_what_is_not_an_expression_is_refused(source: str) -> None:
    with pytest.raises(Invalid) as refused:
        Expression(source)
    assert refused.value.code == "expression_wrong"


@pytest.mark.parametrize(
    "source",
    [
        "1" + "+1" * LONGEST,
        "(" * 20 + "1" + ")" * 20,
        "form.goods.map(a, form.goods.map(b, form.goods.map(c, c)))",
    ],
)
def test_what_may_cost_too_much_is_refused(source: str) -> None:
    with pytest.raises(Invalid) as refused:
        Expression(source)
    assert refused.value.code == "expression_costly"


@pytest.mark.parametrize(
    "source", ["form.missing", "1 / 0", "form.place.kind + 1", "unknown(1)", "form.goods[9].price"]
)
def test_what_cannot_be_computed_has_a_way_out(scope: Scope, source: str) -> None:
    expression = Expression(source)
    with pytest.raises(Invalid):
        expression.evaluate(scope)
    assert expression.as_bool(scope, otherwise=True)
    assert expression.as_number(scope, otherwise=7) == 7
    assert expression.as_text(scope) == ""


def test_each_type_takes_only_its_own(scope: Scope) -> None:
    assert not Expression("'true'").as_bool(scope, otherwise=False)
    assert Expression("true").as_number(scope, otherwise=5) == 5
    assert Expression("1.0 / 0.0").as_number(scope, otherwise=5) == 5
    assert Expression("3").as_text(scope) == ""


def test_the_row_is_the_one_looked_at(scope: Scope) -> None:
    expression = Expression("row.price > 1.7")
    scope.look_at(scope.form["goods"][0])
    assert not expression.as_bool(scope, otherwise=True)
    scope.look_at(scope.form["goods"][1])
    assert expression.as_bool(scope, otherwise=False)


def test_changes_are_seen(scope: Scope) -> None:
    expression = Expression("form.place.days")
    assert expression.as_number(scope) == 3
    scope.put("place", {"days": 9})
    assert expression.as_number(scope) == 9


def test_references_are_named_and_texts_are_not() -> None:
    expression = Expression(
        "form.place.kind == 'form.not.this' && row.price > 0.0 && form.goods.exists(g, g.price > 1.0)"
    )
    assert sorted(expression.references()) == [("", "price"), ("goods", ""), ("place", "kind")]


def test_the_same_text_is_compiled_once() -> None:
    assert compiled("form.place.days > 1") is compiled("form.place.days > 1")


def test_an_expression_may_be_used_by_another_thread(scope: Scope) -> None:
    expression = Expression("form.place.days + 1")
    results: list[float] = []
    thread = threading.Thread(target=lambda: results.append(expression.as_number(scope)))
    thread.start()
    thread.join(10)
    assert results == [4]


@given(st.one_of(st.text(max_size=40), st.text(alphabet="form.place'()[]+-*/<>=!&|? 019", max_size=40)))
def test_any_source_is_taken_or_refused(source: str) -> None:
    with contextlib.suppress(Invalid):
        assert isinstance(Expression(source).as_bool(Scope({}, ""), otherwise=False), bool)


@pytest.mark.parametrize(
    ("source", "sections"),
    [
        ("true", set()),
        ("form.place.zone == 'form.other'", {"place"}),
        ("form.members.exists(m, m.age < 7) && form.claim.kind == ''", {"members", "claim"}),
        ("size(form) > 0", None),
    ],
)
def test_the_sections_that_are_seen_are_known(source, sections):
    assert compiled(source).sections == sections
