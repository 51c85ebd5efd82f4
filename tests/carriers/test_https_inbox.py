"""An inbox is asked for over a wire that is trusted, and no number goes to a stranger."""

from __future__ import annotations

import pytest

from clerk_app.carriers.https_inbox import HttpsInbox
from clerk_app.carriers.wire import pinned_wire, unverified_wire
from clerk_app.contract import canonical
from clerk_app.contract.inbox import INBOX_LOOKUPS, InboxAnswer, InboxLookup
from clerk_app.domain.errors import Refused, Unavailable
from tests.carriers.test_https_door import Centre, problem

ASKED = InboxLookup(grant="g", id_number="0101990900009")
ANSWER = InboxAnswer(has_inbox=True, consent=True, consent_on="2026-11-23")


def test_the_question_goes_in_the_body_and_comes_back(serve, authority, tls) -> None:
    centre = Centre(lookups=ANSWER)
    wire = pinned_wire(serve(centre, tls).url, authority.pem)
    assert HttpsInbox(wire).look_up(ASKED) == ANSWER
    wire.close()
    (seen,) = centre.seen
    assert seen.target == INBOX_LOOKUPS
    assert canonical.decode(seen.body, InboxLookup) == ASKED


def test_a_refusal_is_one(serve, authority, tls) -> None:
    wire = pinned_wire(serve(Centre(lookups=problem("grant_expired", 403)), tls).url, authority.pem)
    with pytest.raises(Refused, match="grant_expired"):
        HttpsInbox(wire).look_up(ASKED)
    wire.close()


def test_a_centre_that_nobody_checked_hears_no_number(serve, tls) -> None:
    centre = Centre(lookups=ANSWER)
    wire = unverified_wire(serve(centre, tls).url)
    with pytest.raises(Unavailable, match="line_certificate"):
        HttpsInbox(wire).look_up(ASKED)
    wire.close()
    assert centre.seen == []
