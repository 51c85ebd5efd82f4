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


def test_a_plate_has_a_vehicle_that_is_inspected(ask: Ask, peopled: Connection) -> None:
    reply = interior.vehicles(ask("ПР-123-АА", "plate"))
    assert reply is not None
    assert reply.identity == "ПР-123-АА"
    assert int(reply.fields["seats"]) >= 4
    assert interior.vehicles(ask("ПР-000-АА", "plate")) is None
    assert interior.vehicles(ask("није таблица", "plate")) is None
    assert reply.fields["inspected_until"] > TODAY.isoformat()
    child = first(peopled, "SELECT id_number FROM citizen WHERE birth_date > '2015-01-01' LIMIT 1")
    assert interior.vehicles(ask(child)) is None


def test_convictions_are_told_as_yes_or_no(ask: Ask) -> None:
    reply = interior.convictions(ask(JELENA))
    assert reply is not None
    assert reply.fields["convicted"] in {"yes", "no"}
    assert interior.convictions(ask("0101990900009")) is None
