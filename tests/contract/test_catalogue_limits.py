"""A definition that is a bomb itself is refused before anything of it is worked out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_limits import MOST_FORM_COST, cost_of_form
from clerk_app.domain import forms
from clerk_app.domain.catalogue import Choice, Field, Rule, Section, Service, Wording
from clerk_app.domain.errors import Invalid
from tests.contract.definitions import GOOD

GOOD_SERVICE = catalogue.read(GOOD.encode())
WORDS = Wording(sr="а", en="a")


def field(code: str = "x", **given: object) -> Field:
    return Field(code=code, label=WORDS, **given)  # type: ignore[arg-type]


def section(code: str = "s", *fields: Field, **given: object) -> Section:
    return Section(code=code, title=WORDS, fields=fields or (field(),), **given)  # type: ignore[arg-type]


def with_sections(*sections: Section) -> Service:
    return replace(GOOD_SERVICE, sections=sections)


BOMBS: dict[str, tuple[Callable[[], Service], str]] = {
    "sections": (lambda: with_sections(*(section(f"s{n}") for n in range(41))), "too_many"),
    "fields": (lambda: with_sections(section("s", *(field(f"f{n}") for n in range(301)))), "too_many"),
    "cells": (lambda: with_sections(section("s", *(field(f"f{n}") for n in range(50)), repeat_max=50)), "too_many"),
    "choices": (
        lambda: with_sections(
            section("s", field(type="choice", choices=tuple(Choice(code=f"c{n}", label=WORDS) for n in range(401))))
        ),
        "too_many",
    ),
    "rules": (
        lambda: replace(
            GOOD_SERVICE,
            rules=tuple(Rule(code=f"r{n}", field="one.number", broken="false", message=WORDS) for n in range(101)),
        ),
        "too_many",
    ),
    "keywords": (lambda: replace(GOOD_SERVICE, keywords=("а",) * 61), "too_many"),
    "values": (lambda: with_sections(section("s", field(max_length=10**9))), "size_wrong"),
    "macros in every row": (
        lambda: with_sections(
            section(
                "s",
                *(field(f"f{n}", visible="form.s.exists(x, form.s.exists(y, y.f0 == x.f0))") for n in range(10)),
                repeat_max=50,
            )
        ),
        "form_costly",
    ),
    "conditions in every cell": (
        lambda: with_sections(
            section("s", *(field(f"f{n}", visible="row.f0 != ''") for n in range(38)), repeat_max=50)
        ),
        "form_costly",
    ),
}


@pytest.mark.parametrize(("made", "code"), BOMBS.values(), ids=BOMBS)
def test_a_definition_that_is_a_bomb_is_refused_quickly(made: Callable[[], Service], code: str) -> None:
    service = made()
    began = time.process_time()
    problems = catalogue.check(service)
    assert time.process_time() - began < 2
    assert code in {problem.code for problem in problems}
    with pytest.raises(Invalid):
        catalogue.decode(catalogue.encode(service))


def test_a_long_text_is_refused() -> None:
    service = replace(GOOD_SERVICE, name=Wording(sr="а" * 1001, en="a"))
    assert [problem.code for problem in catalogue.check(service)] == ["wording_long"]


def test_the_largest_form_that_is_allowed_is_filled_in_bounded_time() -> None:
    fields = (field("f0"), *(field(f"f{n}", visible="row.f0 != ''") for n in range(1, 9)))
    service = with_sections(section("s", *fields, repeat_max=50), section("t", field("g")))
    assert MOST_FORM_COST / 2 < cost_of_form(service) <= MOST_FORM_COST
    given = {f"s[{row}].f{n}": "typed" if n else "" for row in range(50) for n in range(9)}
    began = time.process_time()
    forms.fill(service, given, "2026-11-23")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "raw",
    [
        b"x = " + b"[" * 100_000,
        b"x = " + b"{a=" * 30_000,
        b".".join([b"a"] * 100_000) + b" = 1",
        b"[" + b".".join([b"a"] * 50_000) + b"]\n",
        b"#" + b"x" * 300_000,
    ],
    ids=["arrays", "tables", "dotted key", "dotted table", "size"],
)
def test_a_file_that_is_a_bomb_is_refused_quickly(raw: bytes) -> None:
    began = time.process_time()
    with pytest.raises(Invalid) as refused:
        catalogue.read(raw)
    assert time.process_time() - began < 5
    assert refused.value.code == "catalogue_malformed"
