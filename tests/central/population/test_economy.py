"""Companies and entrepreneurs."""

from __future__ import annotations

from clerk_app.central.population.values import Made
from clerk_app.domain import checkdigits


def test_there_are_as_many_as_asked_for_with_right_numbers(made: Made) -> None:
    kinds = [one.kind for one in made.companies]
    assert (kinds.count("company"), kinds.count("entrepreneur")) == (60, 90)
    for one in made.companies:
        assert checkdigits.check_company_number(one.company_number) == ""
        assert checkdigits.check_pib(one.pib) == ""
        assert checkdigits.check_account(one.account) == ""
    for names in ("company_number", "pib", "name"):
        assert len({getattr(one, names) for one in made.companies if one.kind == "company"}) == 60


def test_a_living_grown_citizen_represents_each(made: Made) -> None:
    known = {one.id_number: one for one in made.citizens}
    for one in made.companies:
        head = known[one.representative]
        assert not head.died_on
        assert one.founded_on > head.birth_date
        assert one.kind == "company" or head.surname in one.name
    assert {one.status for one in made.companies} == {"active", "liquidation", "deleted"}
