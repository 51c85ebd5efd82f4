"""Neighbours' requests are found by their words, kept apart, and gone when the centre has told of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain import numbers
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.neighbours import NeighbourRequest, neighbour_of
from clerk_app.store.neighbours import KEPT_FOR, DeskNeighbours
from tests.store.desk import Desk, answers, body, case_told, change, subject

OTHER = "A8"


def of(who: int, seq: int = 0) -> tuple[NeighbourRequest, RequestReceived]:
    received = body(numbers.provisional(OTHER, who), who)
    return neighbour_of((OTHER, seq or who, "3"), subject(1000 + who), received), received


@pytest.fixture
def neighbours(desk: Desk) -> DeskNeighbours:
    return DeskNeighbours(desk.database)


def test_what_came_last_stands_first_and_the_same_again_is_no_second(neighbours: DeskNeighbours) -> None:
    assert neighbours.keep([of(1)], now=1) == 1
    assert neighbours.keep([of(2), of(1)], now=2) == 1
    assert [one.seq for one in neighbours.newest()] == [2, 1]
    assert [one.seq for one in neighbours.newest(1)] == [2]
    assert neighbours.count() == 2


def test_it_is_found_by_name_in_either_script_and_by_number(neighbours: DeskNeighbours) -> None:
    request, received = of(1)
    neighbours.keep([(request, received), of(2)], now=1)
    assert received.applicant.surname == "Пробић"
    for asked in ("Проб", "prob", received.applicant.id_number, "Probić", request.number):
        assert [one.subject for one in neighbours.find(asked)] == [request.subject]
    assert neighbours.find("нико") == ()
    assert neighbours.find("") == ()
    assert neighbours.one(request.subject) == request
    assert neighbours.one(b"other") is None


def test_it_is_gone_when_the_centre_tells_of_it_and_does_not_come_back(desk: Desk, neighbours: DeskNeighbours) -> None:
    neighbours.keep([of(1), of(2)], now=1)
    case = case_told(of(1)[1], of(1)[0].subject)
    desk.outbox.apply(answers(position=1, changes=[change(1, 1, 1, case, kind="case", desk=OTHER)]))
    assert [one.seq for one in neighbours.newest()] == [2]
    assert neighbours.keep([of(1)], now=2) == 0


def test_what_its_own_counter_took_back_is_gone_and_nobody_elses(neighbours: DeskNeighbours) -> None:
    neighbours.keep([of(1), of(2)], now=1)
    neighbours.annulled("A9", of(1)[0].subject)
    assert neighbours.count() == 2
    neighbours.annulled(OTHER, of(1)[0].subject)
    assert [one.seq for one in neighbours.newest()] == [2]


def test_what_is_too_old_goes(neighbours: DeskNeighbours) -> None:
    neighbours.keep([of(1)], now=1)
    neighbours.keep([of(2)], now=KEPT_FOR + 2)
    assert [one.seq for one in neighbours.newest()] == [2]


def test_our_own_subject_is_never_a_neighbours(desk: Desk, neighbours: DeskNeighbours) -> None:
    desk.accept(1)
    own, received = of(5)
    assert neighbours.keep([(replace(own, subject=subject(1)), received)], now=1) == 0
