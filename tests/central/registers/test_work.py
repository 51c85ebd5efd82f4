from sqlalchemy import Connection

from clerk_app.central.registers import work
from tests.central.registers.conftest import Ask, first


def test_what_the_three_registers_say_of_one_person_fits_together(ask: Ask, peopled: Connection) -> None:
    living = peopled.exec_driver_sql("SELECT id_number FROM citizen WHERE died_on = '' LIMIT 200").scalars().all()
    bases = set()
    for number in living:
        pension, job, insured = (of(ask(number)) for of in (work.pensions, work.unemployment, work.insurance))
        assert pension is not None
        assert job is not None
        assert insured is not None
        bases.add(insured.fields["basis"])
        assert (insured.fields["basis"] == "пензионер") == (pension.fields["pensioner"] == "yes")
        assert (insured.fields["basis"] == "незапослено лице") == (job.fields["registered"] == "yes")
    assert bases == {"пензионер", "незапослено лице", "радни однос", "члан породице осигураника"}


def test_a_company_tells_how_many_it_has_insured_and_the_dead_nothing(ask: Ask, peopled: Connection) -> None:
    company = work.insurance(ask(first(peopled, "SELECT pib FROM company LIMIT 1"), "pib"))
    assert company is not None
    assert int(company.fields["employees"]) > 0
    assert work.insurance(ask("100000001", "pib")) is None
    dead = first(peopled, "SELECT id_number FROM citizen WHERE died_on <> '' LIMIT 1")
    assert [of(ask(dead)) for of in (work.pensions, work.unemployment, work.insurance)] == [None] * 3
