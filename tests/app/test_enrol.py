import hashlib
from pathlib import Path

import pytest

from clerk_app.actions.enrolling import Replaced
from clerk_app.app.enrol import enrol
from clerk_app.domain.errors import Refused, Unavailable
from tests.faults.aftermath import desk_of
from tests.journeys.town import Town, place_of


def test_a_desk_is_not_enrolled_over(town: Town, tmp_path: Path) -> None:
    root = town.desk(tmp_path.name)
    with pytest.raises(Refused) as raised:
        enrol(place_of(root), town.url, town.code())
    assert raised.value.code == "already_enrolled"


def test_a_desk_that_is_replaced_where_it_stands_is_put_aside(town: Town, tmp_path: Path) -> None:
    root = town.desk(tmp_path.name)
    place, before = place_of(root), desk_of(root)
    kept = hashlib.sha256(place.paths.database.read_bytes()).hexdigest()
    new = enrol(place, town.url, town.code(), Replaced(before, ""))
    assert new.answer.desk == desk_of(root) != before
    files = [path for path in root.rglob("*-before*") if path.is_file()]
    assert kept in {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_centre_that_is_not_there_changes_nothing(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        enrol(place_of(tmp_path), "https://127.0.0.1:9", town.code())
    assert not place_of(tmp_path).enrolled
