"""The answers on a stick: all there are; the older ones go only when the list names the new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.central.bundle_answering import answer
from clerk_app.contract import bundle
from clerk_app.contract.bundle_folder import LIST, TO_CENTRE, TO_DESK, side
from tests.support.stick_world import StickDesk, StickTown


@pytest.fixture
def town(tmp_path: Path) -> Iterator[StickTown]:
    made = StickTown(tmp_path / "town")
    yield made
    made.close()


def carried_by(desk: StickDesk, stick: Path) -> bundle.Carried:
    stick.mkdir(exist_ok=True)
    desk.carry(stick)
    name = bundle.folder_of(desk.code, desk.identity.centre_sign)
    raw = side(stick, name, TO_CENTRE).get(LIST, bundle.MOST_LIST)
    assert raw is not None
    return bundle.read_carried(raw)


def test_it_goes_to_the_end_of_the_feed_in_as_many_as_it_takes(town: StickTown, tmp_path: Path) -> None:
    desk, stick = town.desk(), tmp_path / "KURIR"
    carried = carried_by(desk, stick)
    desk.receive(250)
    desk.exchange()
    folder = side(stick, bundle.folder_of(desk.code, desk.identity.centre_sign), TO_DESK)
    assert answer(carried, [], folder, town.parts) == 2
    raw = folder.get(LIST, bundle.MOST_LIST)
    assert raw is not None
    answered = bundle.read_answered(raw, desk.identity.centre_sign)
    assert (answered.asked, answered.have, len(answered.answers)) == (carried.made, 250, 2)
    assert answered.position == desk.position()
    assert bundle.open_papers(answered, desk.identity.opener) == []
    first = folder.names(".answer")
    assert answer(carried, ["ab" * 32], folder, town.parts) == 2
    assert len(folder.names(".answer")) == 2
    assert not set(first) & set(folder.names(".answer"))


def test_a_desk_that_has_heard_everything_is_told_so(town: StickTown, tmp_path: Path) -> None:
    desk, stick = town.desk(), tmp_path / "KURIR"
    desk.receive(1)
    desk.exchange()
    carried = carried_by(desk, stick)
    folder = side(stick, bundle.folder_of(desk.code, desk.identity.centre_sign), TO_DESK)
    assert answer(carried, [], folder, town.parts) == 1
    assert desk.bring(stick).kind == "known"
