from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.relay_words import relay_facts, relay_look, relay_word
from tests.support.stage import texts_in

NOW = datetime(2026, 11, 23, 8, 52, tzinfo=UTC)


def ago(minutes):
    return int((NOW - timedelta(minutes=minutes)).timestamp() * 1_000_000)


THERE = RelayState(since=ago(10), name="R1", address="10.0.0.5:8470")
CODES = {
    "office_key_none": ("нема га", "text_2"),
    "relay_off": ("искључено", "text_2"),
    "relay_none": ("није нађено", "offline"),
    "relay_foreign": ("не верује му се", "error"),
    "relay_answers": ("не верује му се", "error"),
    "relay_proof": ("не препознаје овај шалтер", "error"),
    "relay_desk_unknown": ("не препознаје овај шалтер", "warning"),
    "relay_key_old": ("чека нови кључ", "warning"),
    "office_key_old": ("чека нови кључ", "warning"),
    "relay_full": ("пуно", "warning"),
    "relay_disk": ("не ради", "warning"),
    "line_down": ("не ради", "warning"),
}


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_wrong_has_its_own_word_and_says_what_to_do(code):
    state = replace(THERE, code=code)
    assert (relay_word(state, texts_in()), relay_look(state)[1]) == CODES[code]
    assert len(" ".join(relay_facts(state, NOW, texts_in()))) > 40


def test_before_anybody_looked_nothing_is_said_of_it():
    assert relay_word(RelayState(), texts_in()) == "још се не зна"
    assert relay_facts(RelayState(), NOW, texts_in()) == ("Тражи се чим размена крене.",)


def test_one_that_works_says_where_since_when_what_lies_there_and_whether_it_sees_the_centre():
    works = replace(THERE, works=True, there=2, away=ago(5))
    assert relay_facts(works, NOW, texts_in()) == (
        "R1 на 10.0.0.5:8470, од 08:42.",
        "Код релеа канцеларије су 2 записа; они још нису у центру.",
        "Не види центар од 08:47; чува све док га не угледа.",
    )
    assert relay_facts(replace(works, there=0, away=0), NOW, texts_in())[1:] == (
        "Код њега ништа не чека.",
        "Види центар: прослеђује му све што стигне.",
    )


def test_one_that_is_not_needed_is_ready_and_says_what_still_lies_there():
    assert relay_word(replace(THERE, known=True), texts_in()) == "спремно"
    facts = " ".join(relay_facts(replace(THERE, known=True, there=1), NOW, texts_in()))
    assert "Користи се само кад веза са центром не ради." in facts
    assert "је 1 запис" in facts


def test_one_that_is_lost_is_named_as_it_was_met_before():
    facts = relay_facts(replace(THERE, code="relay_foreign"), NOW, texts_in())
    assert facts[0] == "Раније R1 на 10.0.0.5:8470; овако од 08:42."


def test_one_that_was_never_met_has_no_address():
    facts = relay_facts(RelayState(code="relay_none", since=ago(3)), NOW, texts_in())
    assert facts[0] == "Од 08:49."
