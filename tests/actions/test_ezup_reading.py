"""Reading a case for its records: the rules as the centre last gave them, and the request as it stands now."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.reference import Item
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.domain.ezup_datasets import EzupRules
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER


def test_rules_are_read_anew_when_there_are_newer_ones() -> None:
    desk = FakeDesk()
    reading = desk.actions.systems.ezup._reading
    assert reading.rules().may_ask("birth-extract", "mkr")
    assert reading.rules() is reading.rules()
    desk.reference._others["ezup"] = Item("ezup", 2, msgspec.Raw(canonical.encode(EzupRules())))
    assert not reading.rules().may_ask("birth-extract", "mkr")


def test_a_case_that_nobody_knows_and_rules_that_nobody_gave_are_said() -> None:
    desk = FakeDesk()
    reading = desk.actions.systems.ezup._reading
    with pytest.raises(Refused, match="request_unknown"):
        reading.case(b"nobody")
    view = desk.receive(CARD_HOLDER, "birth-extract", {})
    del desk.reference._others["ezup"]
    with pytest.raises(Unavailable, match="reference_missing"):
        reading.case(view.subject)


def test_a_corrected_number_is_the_one_that_is_searched() -> None:
    desk = FakeDesk()
    view = desk.receive(CARD_HOLDER, "birth-extract", {"person.relation": "child"})
    reading = desk.actions.systems.ezup._reading
    assert reading.case(view.subject).records[0].key is None
    desk.actions.attending.correct(view.subject, {"person.jmbg": "0101015980013"})
    (record,) = reading.case(view.subject).records
    assert record.key is not None
    assert record.key.value == "0101015980013"
