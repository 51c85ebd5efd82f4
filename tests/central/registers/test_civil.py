from sqlalchemy import Connection

from clerk_app.central.registers import civil
from tests.central.registers.conftest import Ask, first

JELENA = "1403988985008"


def test_a_birth_is_told_with_parents_and_later_notes(ask: Ask) -> None:
    reply = civil.births(ask(JELENA))
    assert reply is not None
    assert reply.identity == JELENA
    assert (reply.fields["given_name"], reply.fields["birth_date"]) == ("Јелена", "1988-03-14")
    assert reply.fields["father_name"].startswith("Замислав")
    assert reply == civil.births(ask(JELENA)), "the same question has the same answer"


def test_nobody_and_foreigners_have_no_entry_here(ask: Ask, peopled: Connection) -> None:
    foreigner = first(peopled, "SELECT id_number FROM citizen WHERE id_kind <> 'jmbg' LIMIT 1")
    assert civil.births(ask("0101990900009")) is None
    assert civil.births(ask(foreigner)) is None
    told = civil.citizenship(ask(foreigner))
    assert told is not None
    assert told.fields == {"citizen": "no"}


def test_a_marriage_and_a_death_are_told_of_those_who_have_one(ask: Ask, peopled: Connection) -> None:
    married = first(peopled, "SELECT id_number FROM citizen WHERE married_on <> '' AND spouse <> '' LIMIT 1")
    dead = first(peopled, "SELECT id_number FROM citizen WHERE died_on <> '' LIMIT 1")
    marriage, death = civil.marriages(ask(married)), civil.deaths(ask(dead))
    assert marriage is not None
    assert death is not None
    assert marriage.fields["spouse_jmbg"]
    assert death.fields["date"]
    assert civil.deaths(ask(JELENA)) is None
    single = first(peopled, "SELECT id_number FROM citizen WHERE married_on = '' LIMIT 1")
    assert civil.marriages(ask(single)) is None
