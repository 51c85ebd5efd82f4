"""Requests of the measurements are such as a clerk would accept, of every service, and the same for the same seed."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.domain import forms
from tests.bench.lone import services
from tests.link.mixture import Asked, Mixture

DAY = date(2026, 11, 29)
KNOWN = services()


def drawn(seed: int, count: int) -> list[Asked]:
    mixture = Mixture(list(KNOWN.values()), DAY, seed)
    return [mixture.ask() for _ in range(count)]


@pytest.fixture(scope="module")
def many() -> list[Asked]:
    return drawn(5, 400)


def test_every_service_is_asked_for_and_no_form_breaks_a_rule(many: list[Asked]) -> None:
    assert {asked.service for asked in many} == set(KNOWN)
    wrong = {
        asked.service for asked in many if forms.fill(KNOWN[asked.service], asked.values, DAY.isoformat()).findings
    }
    assert wrong == set()


def test_two_requests_of_one_service_are_hardly_ever_alike(many: list[Asked]) -> None:
    forms_of = [tuple(sorted(asked.values.items())) for asked in many if len(asked.values) > 8]
    assert len(set(forms_of)) > 0.95 * len(forms_of)
    assert len({asked.who.id_number for asked in many if asked.who.id_kind == "jmbg"}) > 300


def test_the_same_seed_asks_for_the_same() -> None:
    assert drawn(7, 30) == drawn(7, 30)
    assert drawn(7, 30) != drawn(8, 30)
