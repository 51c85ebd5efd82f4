"""Forms of every service can be filled so that their own rules find nothing."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.central.cases.filling import Cast, Filling
from clerk_app.central.cases.plan import CasesSeed
from clerk_app.central.population.draws import Draws
from clerk_app.central.population.making import make
from clerk_app.central.population.sources import read
from clerk_app.central.population.values import Citizen, Made
from clerk_app.contract import catalogue
from clerk_app.domain import forms
from clerk_app.domain.catalogue import Service
from tests.central.cases.conftest import FOLDER
from tests.central.conftest import RESOURCES

TODAY = date(2026, 11, 27)
SERVICES = sorted(path.stem for path in (RESOURCES / "catalogue").glob("*.toml"))


@pytest.fixture(scope="module")
def made() -> Made:
    sources = read(FOLDER)
    assert sources is not None
    return make(sources)


def service(name: str) -> Service:
    return catalogue.load((RESOURCES / "catalogue" / f"{name}.toml").read_bytes())


def cast(made: Made) -> Cast:
    """An unmarried parent with a child at home, and somebody whom they could marry."""
    living = [one for one in made.citizens if one.id_kind == "jmbg" and not one.died_on]
    grown = [one for one in living if one.birth_date < "2000" and one.marital_status in ("divorced", "single")]
    known = {one.id_number: one for one in living}
    child = next(one for one in living if one.birth_date > "2012" and known.get(one.mother) in grown)
    parent = known[child.mother]
    others: list[Citizen] = [one for one in grown if one.sex == "m"][:6]
    company = made.companies[0]
    return Cast([parent, child], others, company, known[company.representative], "101/1", "Узорно")


@pytest.mark.parametrize("name", SERVICES)
def test_a_form_is_found_for_every_service(name: str, made: Made, plan_seed: CasesSeed) -> None:
    asked, filling = service(name), Filling(plan_seed, Draws(name))
    tried = (filling.form(asked, cast(made), TODAY) for _ in range(5))
    found = next(form for form in tried if form)
    state = forms.fill(asked, found, TODAY.isoformat())
    assert (state.findings, state.values) == ((), found)


def test_a_household_is_told_as_it_is(made: Made, plan_seed: CasesSeed) -> None:
    people = cast(made)
    form = Filling(plan_seed, Draws("child")).form(service("child-allowance"), people, TODAY)
    assert form is not None
    parent, child = people.household
    assert (form["members[0].relation"], form["members[0].jmbg"]) == ("applicant", parent.id_number)
    assert (form["members[1].relation"], form["members[1].given_name"]) == ("child", child.given_name)


def test_who_is_married_does_not_marry(made: Made, plan_seed: CasesSeed) -> None:
    people = cast(made)
    married = next(one for one in made.citizens if one.marital_status == "married" and not one.died_on)
    wed = Cast([married], people.others, people.company, people.head, people.parcel, people.cadastral)
    assert Filling(plan_seed, Draws("wedding")).form(service("marriage"), wed, TODAY) is None
