"""The log of accesses over real sockets: sealed to this desk, and asked of nobody whose certificate is not ours."""

from __future__ import annotations

import pytest

from clerk_app.carriers.https_ezup import HttpsEzup
from clerk_app.carriers.wire import Wire, pinned_wire, unverified_wire
from clerk_app.contract.ezup import EZUP_LOG, EZUP_PERSON, LogAsked, LogPage, PersonAsked, seal_log
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged, Unavailable
from tests.carriers.test_https_door import Centre
from tests.contract.test_ezup import PAGE

DESK = SealingKey(b"d" * 32)
ASKED = LogAsked(grant="g", since=0, until=9, text="A7-000001-K")


def log_over(wire: Wire) -> LogPage:
    try:
        return HttpsEzup(wire, DESK).log(ASKED)
    finally:
        wire.close()


def test_the_log_comes_sealed_and_what_is_searched_stands_in_no_address(serve, authority, tls) -> None:
    centre = Centre(log=seal_log(PAGE, DESK.public))
    assert log_over(pinned_wire(serve(centre, tls).url, authority.pem)) == PAGE
    assert [request.target for request in centre.seen] == [EZUP_LOG]


def test_what_is_sealed_to_another_is_not_believed_and_a_stranger_is_not_asked(serve, authority, tls) -> None:
    centre = Centre(log=seal_log(PAGE, SealingKey(b"x" * 32).public))
    url = serve(centre, tls).url
    with pytest.raises(Damaged, match="seal_broken"):
        log_over(pinned_wire(url, authority.pem))
    with pytest.raises(Unavailable, match="line_certificate"):
        log_over(unverified_wire(url))


def test_of_one_person_it_comes_the_same_way(serve, authority, tls) -> None:
    centre = Centre(person=seal_log(PAGE, DESK.public))
    wire = pinned_wire(serve(centre, tls).url, authority.pem)
    asked = PersonAsked(grant="g", number="1403988985008", cases=(b"s" * 16,))
    assert HttpsEzup(wire, DESK).log_of_person(asked) == PAGE
    wire.close()
    assert [request.target for request in centre.seen] == [EZUP_PERSON]
