"""A request is found by name, number and telephone in any script; nothing special is indexed, a JMBG only whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import numbers, search
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.people import Person

NUMBER = numbers.provisional("A7", 417)
REQUEST = RequestReceived(
    number=NUMBER,
    service="birth-extract",
    service_version=1,
    applicant=Person(
        surname="Ђорђевић-Примерић", given_name="Љиљана", id_number="0101990990000", phone="+381601234567"
    ),
    representative=Person(id_kind="company", surname="Узорић д.о.о.", id_number="20084693", company_number="99900016"),
    form={"child.disability": "тајна", "request.note": "поверљиво"},
    received_local="2026-11-23T09:41:00+01:00",
    clerk="1",
)
TERMS = search.terms_of(REQUEST, "Извод из матичне књиге рођених", "004 812 736 / 2026")


def found(query: str) -> bool:
    tokens = search.query_tokens(query)
    return bool(tokens) and all(any(term.startswith(token) for term in TERMS) for token in tokens)


@pytest.mark.parametrize(
    "query",
    [
        "ђорђ", "Đorđević", "djordjevic", "dordevic", "DJ", "љиљана прим", "ljiljana", "Primerić Lj", "узорић",
        "20084693", "99900016", "извод рођених", "izvod rodjenih", NUMBER,
        NUMBER.lower().replace("-", ""), "417", "004812736/2026", "4812736",
        "060 1234567", "060/123-45-67", "+381 60 1234567", "0101990990000", "010199 0990000",
    ],
)  # fmt: skip
def test_it_is_found(query: str) -> None:
    assert found(query)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "Петровић",
        "010199",
        "0101990990",
        "101990990000",
        "тајна",
        "поверљиво",
        "tajna",
        "A7-000418-E",
        "disability",
    ],
)
def test_it_is_not_found(query: str) -> None:
    assert not found(query)


def test_terms_stand_once_and_in_order() -> None:
    assert len(set(TERMS)) == len(TERMS)
    assert search.terms_of(REQUEST, "Извод из матичне књиге рођених", "004812736/2026") == TERMS


@given(st.text(max_size=200))
def test_any_query_is_answered(query: str) -> None:
    tokens = search.query_tokens(query)
    assert len(tokens) <= 8
    assert all(token and len(token) <= 200 for token in tokens)


FILED = search.terms_of(replace(REQUEST, number=numbers.portal(2026, 77)), "", "")


@pytest.mark.parametrize("query", [numbers.portal(2026, 77), "ЕУ-2026-000077", "eu 2026", "eu2026000077", "77"])
def test_a_filing_is_found_by_the_number_of_the_portal(query: str) -> None:
    tokens = search.query_tokens(query)
    assert tokens
    assert all(any(term.startswith(token) for term in FILED) for token in tokens)


def test_another_number_of_the_portal_does_not_find_it() -> None:
    (token,) = search.query_tokens(numbers.portal(2026, 78))
    assert not any(term.startswith(token) for term in FILED)
