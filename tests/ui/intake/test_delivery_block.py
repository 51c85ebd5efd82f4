"""How the outcome is wanted: only what the service offers, and for the inbox what is known and agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.ui.intake.delivery_block import CONSENTS, DeliveryBlock


@pytest.fixture
def block(context, qtbot):
    made = DeliveryBlock(context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def heard(block):
    heard: list[object] = []
    block.form_changed.connect(heard.append)
    return heard


def test_only_ways_of_the_service_are_offered(block, state_of, heard):
    state = state_of()
    block.show_state(state)
    assert [block.way.itemData(place) for place in range(block.way.count())] == list(state.service.delivery)
    only = replace(state.service, id="another", delivery=("counter",))
    block.show_state(replace(state, service=only))
    assert block.way.count() == 1
    assert heard == []


def test_the_inbox_asks_the_centre_and_for_consent(block, state_of, heard, qtbot):
    state = state_of()
    block.show_state(state)
    assert not block.consent_row.isVisible()
    with qtbot.waitSignal(block.inbox_wanted):
        block.way.value_chosen.emit("inbox")
    assert heard[-1].delivery == "inbox"
    block.show_state(replace(state, form=heard[-1]))
    assert block.consent_row.isVisible()
    block.consent.value_chosen.emit("spoken")
    assert heard[-1].consent == "spoken"
    block.way.value_chosen.emit("post")
    assert (heard[-1].delivery, heard[-1].consent) == ("post", "")


def test_what_is_known_of_an_inbox_goes_with_the_person(block, state_of, texts):
    state = state_of(delivery="inbox")
    block.show_state(state)
    block.show_inbox(texts.text("intake.inbox_none"), there=False)
    block.show_state(state)
    assert block.row.message == texts.text("intake.inbox_none")
    other = replace(state.form, applicant=replace(state.form.applicant, id_number="0101990900009"))
    block.show_state(replace(state, form=other))
    assert block.row.message == ""
    block.show_inbox(texts.text("intake.inbox_there"), there=True)
    assert block.row.message == texts.text("intake.inbox_there")


def test_nothing_is_changed_before_there_is_a_form(block, heard):
    block.way.value_chosen.emit("inbox")
    block.consent.value_chosen.emit("paper")
    assert heard == []


def test_consent_is_offered_only_in_ways_that_exist_here():
    assert CONSENTS == ("", "paper", "spoken")
