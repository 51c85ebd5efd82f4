"""A case is found by any number that stands on its paper, and by no other."""

from __future__ import annotations

import pytest

from clerk_app.central.case_numbers import case_of_number
from clerk_app.domain.errors import Refused
from tests.central.at_delivery import at_a_decided_case
from tests.central.conftest import Running


def test_the_unique_and_the_provisional_number_name_the_same_case(centre: Running) -> None:
    parts = centre.central.parts
    with at_a_decided_case(centre) as at, parts.database.write() as connection:
        given = case_of_number(connection, "primerovo", at.number)
        assert (given.desk, given.seq) == (at.desk.code, 1)
        assert case_of_number(connection, "primerovo", f"{given.serial}/{given.year}").seq == given.seq


@pytest.mark.parametrize("number", ["", "9999/2026", "A7-000417-E", "EU-2026-000001-X", "што год"])
def test_any_other_number_is_of_no_case(centre: Running, number: str) -> None:
    with centre.central.parts.database.write() as connection, pytest.raises(Refused, match="case_unknown"):
        case_of_number(connection, "primerovo", number)
