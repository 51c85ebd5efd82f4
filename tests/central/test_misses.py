"""Codes tried in vain count for an hour, in one municipality."""

from __future__ import annotations

import pytest

from clerk_app.central import misses
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running


def test_too_many_are_made_to_wait_for_an_hour(centre: Running) -> None:
    municipality = centre.central.parts.keys.municipality
    with centre.central.parts.database.write() as connection:
        for place in range(misses.MOST_MISSES):
            misses.check(connection, municipality, place)
            misses.note(connection, municipality, place)
        with pytest.raises(Refused, match="enrolment_wait"):
            misses.check(connection, municipality, misses.MOST_MISSES)
        misses.check(connection, "drugo", misses.MOST_MISSES)
        misses.check(connection, municipality, misses.MISSES_FORGOTTEN + misses.MOST_MISSES)
