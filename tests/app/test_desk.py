from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.app.desk import Desk
from clerk_app.app.open import Prepared, prepare
from clerk_app.domain.errors import Damaged, SignIn
from tests.journeys.town import CLERK, PASSWORD, Town, place_of


@pytest.fixture
def prepared(town: Town, tmp_path: Path) -> Iterator[Prepared]:
    prepared = prepare(place_of(town.desk(tmp_path.name)))
    yield prepared
    prepared.close()


def test_before_the_first_sign_in_nothing_is_open(prepared: Prepared) -> None:
    desk: Desk = prepared.desk
    assert desk.verify() is None
    with pytest.raises(RuntimeError):
        _ = desk.stores
    with pytest.raises(RuntimeError):
        _ = desk.actions


def test_another_key_gets_no_wrap_once_the_file_is_open(prepared: Prepared) -> None:
    prepared.sign_in(CLERK, PASSWORD)
    with pytest.raises(Damaged) as raised:
        prepared.desk.open(b"\0" * 32)
    assert raised.value.code == "key_wrong"


def test_the_chain_of_a_new_desk_verifies(prepared: Prepared) -> None:
    prepared.sign_in(CLERK, PASSWORD)
    assert prepared.desk.verify()


def test_nobody_is_signed_in_at_a_desk_that_was_closed(town: Town, tmp_path: Path) -> None:
    prepared = prepare(place_of(town.desk(tmp_path.name)))
    prepared.sign_in(CLERK, PASSWORD)
    left: list[str] = []
    prepared.desk.sessions.when_left(lambda: left.append("left"))
    prepared.close()
    assert left == ["left"]
    with pytest.raises(SignIn, match="nobody"):
        prepared.desk.sessions.current()


def test_what_passed_and_how_the_line_was_is_there_again_after_the_next_start(town: Town, tmp_path: Path) -> None:
    root = town.desk(f"{tmp_path.name}-record")
    before = prepare(place_of(root))
    before.admit(CLERK, PASSWORD)
    before.desk.record.passed.taken_along(3, 2, 900)
    before.desk.record.pace.measured(9000)
    before.close()
    after = prepare(place_of(root))
    after.admit(CLERK, PASSWORD)
    assert [(one.entries, one.fate) for one in after.desk.record.passed.newest(9)] == [(3, "left")]
    assert [pace.rate for pace in after.desk.record.pace.since(0)] == [9000]
    after.close()
