"""An office's key: none before its first relay, another after each loss, and never in the clear."""

from __future__ import annotations

from sqlalchemy import select

from clerk_app.central.relay import office_keys
from clerk_app.central.relay.tables import OFFICE_KEY
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.relay import OfficeKey
from tests.central.conftest import Running
from tests.central.relay.test_relays import enrolled


def newest(centre: Running, office: str) -> OfficeKey | None:
    parts = centre.central.parts
    with parts.database.read() as connection:
        return office_keys.newest(connection, parts.keys, office)


def test_an_office_without_a_relay_has_no_key_whoever_leaves_it(centre: Running) -> None:
    office = centre.office()
    centre.central.parts.enrolment.retire(centre.desk(office).code, bytes(32))
    assert newest(centre, office) is None


def test_the_first_relay_brings_a_key_and_a_second_one_keeps_it(centre: Running) -> None:
    office = centre.office()
    enrolled(centre, office)
    first = newest(centre, office)
    enrolled(centre, office)
    assert first is not None
    assert newest(centre, office) == first
    assert first.generation == 1


def test_a_desk_that_is_retired_or_replaced_changes_the_key_of_its_office_alone(centre: Running) -> None:
    office, other = centre.office(), centre.office()
    enrolled(centre, office)
    enrolled(centre, other)
    left, lost = centre.desk(office), centre.desk(office)
    kept = newest(centre, other)
    first = newest(centre, office)
    centre.central.parts.enrolment.retire(left.code, bytes(32))
    second = newest(centre, office)
    secret = parse(centre.central.parts.enrolment.make_code(office, "1")).secret
    centre.central.parts.enrolment.enrol(EnrolmentRequest(secret, b"n" * 32, b"n" * 32, replaces=lost.code))
    third = newest(centre, office)
    assert [key.generation for key in (first, second, third) if key] == [1, 2, 3]
    assert len({key.secret for key in (first, second, third) if key}) == 3
    assert newest(centre, other) == kept


def test_the_database_does_not_show_it(centre: Running) -> None:
    office = centre.office()
    enrolled(centre, office)
    key = newest(centre, office)
    assert key is not None
    with centre.central.parts.database.read() as connection:
        (row,) = connection.execute(select(OFFICE_KEY).where(OFFICE_KEY.c.office == office)).all()
    assert key.secret not in row.sealed
