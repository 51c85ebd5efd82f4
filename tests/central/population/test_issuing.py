"""Numbers are right by their check digits, each given once, and nobody's."""

from __future__ import annotations

from datetime import date

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.issuing import AREAS, Issuing
from clerk_app.domain import checkdigits


def test_personal_numbers_of_one_day_differ_and_are_right() -> None:
    issuing = Issuing(Draws("people"))
    given = [issuing.jmbg(date(2004, 2, 29), "f") for _ in range(150)]
    assert len(set(given)) == 150
    assert {checkdigits.check_jmbg(number) for number in given} == {""}
    assert {checkdigits.sex_of(number) for number in given} == {"f"}
    assert {number[7:9] for number in given} == set(AREAS)


def test_a_number_that_is_gone_is_not_given() -> None:
    taken = Issuing(Draws("one")).jmbg(date(1990, 5, 5), "m")
    issuing = Issuing(Draws("one"))
    issuing.take(taken)
    assert issuing.jmbg(date(1990, 5, 5), "m") != taken


def test_numbers_of_companies_documents_and_accounts_are_right() -> None:
    issuing = Issuing(Draws("companies"))
    for _ in range(150):
        registered, taxed = issuing.company()
        assert (checkdigits.check_company_number(registered), checkdigits.check_pib(taxed)) == ("", "")
        assert registered.startswith("99")
        assert taxed.startswith("99")
        assert checkdigits.check_account(issuing.account()) == ""
    documents = {issuing.document() for _ in range(2000)} | {issuing.foreigner() for _ in range(40)}
    assert len(documents) == 2040
    assert {len(number) for number in documents} == {9}
    assert issuing.passport("DEU").startswith("D")
