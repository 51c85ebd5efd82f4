"""A relay is made by a code of the centre that gave it, once, with a key that is kept before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract import enrolment
from clerk_app.contract.enrolment import Anchor, Code
from clerk_app.contract.relay import RelayEnrolmentAnswer, RelayEnrolmentRequest
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.relay import identity
from clerk_app.relay.shelf import Shelf

ANCHOR = Anchor("primerovo", "Општина Примерово", b"s" * 32, b"e" * 32, b"k" * 32, "pem")
CODE = enrolment.show(Code("ABCDEFGH", enrolment.fingerprint(ANCHOR)))


class Centre:
    """The port ``Door``; the first ``lost`` answers do not arrive."""

    def __init__(self, lost: int = 0) -> None:
        self.asked: list[RelayEnrolmentRequest] = []
        self.lost = lost

    def anchor(self) -> Anchor:
        return ANCHOR

    def enrol(self, request: RelayEnrolmentRequest) -> RelayEnrolmentAnswer:
        self.asked.append(request)
        if len(self.asked) <= self.lost:
            raise Unavailable("line_down")
        return RelayEnrolmentAnswer("R1", "usluzni-centar", "Услужни центар")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "relay.db")
    yield made
    made.close()


def test_a_code_makes_a_relay_that_is_kept(shelf: Shelf) -> None:
    assert identity.kept(shelf) is None
    centre = Centre()
    made = identity.enrol(shelf, CODE, centre, lambda _anchor: centre)
    assert (made.relay, made.office, made.ca_pem) == ("R1", "usluzni-centar", "pem")
    assert identity.kept(shelf) == made
    assert "seed" not in repr(made)


def test_where_the_answer_was_lost_the_same_key_asks_again(shelf: Shelf) -> None:
    centre = Centre(lost=1)
    with pytest.raises(Unavailable):
        identity.enrol(shelf, CODE, centre, lambda _anchor: centre)
    assert identity.kept(shelf) is None
    identity.enrol(shelf, CODE, centre, lambda _anchor: centre)
    assert centre.asked[0].sign_public == centre.asked[1].sign_public


def test_another_centre_is_not_told_the_code(shelf: Shelf) -> None:
    centre = Centre()
    foreign = enrolment.show(Code("ABCDEFGH", "A" * 16))
    with pytest.raises(Refused, match="anchor_mismatch"):
        identity.enrol(shelf, foreign, centre, lambda _anchor: centre)
    with pytest.raises(Invalid, match="enrolment_code"):
        identity.enrol(shelf, "nothing", centre, lambda _anchor: centre)
    assert centre.asked == []
