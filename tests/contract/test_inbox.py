"""Questions for an inbox carry a number that no log repeats."""

from __future__ import annotations

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.inbox import InboxAnswer, InboxLookup
from clerk_app.domain.errors import Invalid

NUMBER = "0101990900009"


def test_a_question_is_written_whole_and_shown_without_its_number() -> None:
    asked = InboxLookup(grant="g1", id_number=NUMBER)
    assert canonical.decode(canonical.encode(asked), InboxLookup) == asked
    assert repr(asked) == "InboxLookup(grant='g1')"


def test_a_number_longer_than_any_is_malformed() -> None:
    with pytest.raises(Invalid, match="malformed"):
        canonical.decode(canonical.encode({"grant": "g", "id_number": "1" * 21}), InboxLookup)


def test_an_answer_says_of_consent_only_what_was_said() -> None:
    assert canonical.decode(b'{"has_inbox":true}', InboxAnswer) == InboxAnswer(has_inbox=True)
