"""Errors: a code, the values of its sentence, and a family that says what to do next."""

from __future__ import annotations

import pytest

from clerk_app.domain.errors import Cancelled, CounterError, Damaged, Invalid, Refused, SignIn, Unavailable


@pytest.mark.parametrize("family", [Invalid, Refused, Unavailable, SignIn, Damaged])
def test_every_family_carries_a_code_and_the_values_of_its_sentence(family):
    error = family("password_wait", wait=4)
    assert isinstance(error, CounterError)
    assert (error.code, error.params) == ("password_wait", {"wait": 4})


def test_their_text_is_the_code_alone_so_a_log_tells_nothing_of_anybody():
    assert str(Refused("office_unknown", office="Примерово")) == "office_unknown"


def test_what_was_entered_wrong_names_the_control_and_not_as_a_value_of_the_sentence():
    error = Invalid("too_long", field="note", limit=9)
    assert (error.field, error.params) == ("note", {"limit": 9})
    assert Invalid("too_long").field == ""


FAMILIES = (Invalid, Refused, Unavailable, SignIn, Damaged, Cancelled)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_is_taken_for_another(family):
    assert [other for other in FAMILIES if issubclass(family, other)] == [family]


def test_stopping_is_an_error_that_needs_no_words():
    assert (Cancelled().code, Cancelled().params) == ("cancelled", {})
