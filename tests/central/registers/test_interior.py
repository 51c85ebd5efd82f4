import pytest
from sqlalchemy import Connection

from clerk_app.central.registers import interior
from tests.central.registers.conftest import TODAY, Ask, first

JELENA = "1403988985008"


def test_residence_is_told_of_the_living(ask: Ask, peopled: Connection) -> None:
    reply = interior.residence(ask(JELENA))
    assert reply is not None
    assert reply.fields["address"].startswith("Узорна 12")
    assert reply.fields["kind"] == "пребивалиште"
    dead = first(peopled, "SELECT id_number FROM citizen WHERE died_on <> '' LIMIT 1")
    assert interior.residence(ask(dead)) is None


def test_a_document_is_found_by_person_and_by_its_own_number(ask: Ask) -> None:
    by_person = interior.documents(ask(JELENA))
    assert by_person is not None
    by_number = interior.documents(ask(by_person.fields["number"], "document"))
    assert by_number is not None
    assert by_number.fields == by_person.fields
    assert by_number.identity == by_person.fields["number"]
    assert interior.documents(ask("000000000", "document")) is None


def test_a_plate_has_a_vehicle_that_is_inspected_and_the_owner_who_has_it(ask: Ask, peopled: Connection) -> None:
    numbers = peopled.exec_driver_sql("SELECT id_number FROM citizen WHERE died_on = '' LIMIT 60").scalars().all()
    owned = {number: reply for number in numbers if (reply := interior.vehicles(ask(number))) is not None}
    assert 0 < len(owned) < len(numbers)
    for number, reply in owned.items():
        assert reply.identity == number
        by_plate = interior.vehicles(ask(reply.fields["plate"], "plate"))
        assert by_plate is not None
        assert (by_plate.identity, by_plate.fields) == (reply.fields["plate"], reply.fields)
        assert reply.fields["owner"]
        assert int(reply.fields["seats"]) >= 4
        assert reply.fields["inspected_until"] > TODAY.isoformat()


@pytest.mark.parametrize("plate", ["ПР-123-АА", "ПР-000-АА", "није таблица", "ПР-%%%%-%%", "ПР-0000-00", "BG123AA", ""])
def test_a_plate_that_nobody_has_is_not_found(ask: Ask, plate: str) -> None:
    assert interior.vehicles(ask(plate, "plate")) is None


def test_whoever_is_no_driver_has_no_vehicle(ask: Ask, peopled: Connection) -> None:
    child = first(peopled, "SELECT id_number FROM citizen WHERE birth_date > '2015-01-01' LIMIT 1")
    assert interior.vehicles(ask(child)) is None


def test_convictions_are_told_as_yes_or_no(ask: Ask) -> None:
    reply = interior.convictions(ask(JELENA))
    assert reply is not None
    assert reply.fields["convicted"] in {"yes", "no"}
    assert interior.convictions(ask("0101990900009")) is None
