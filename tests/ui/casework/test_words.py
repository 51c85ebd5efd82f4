from dataclasses import replace
from datetime import date

import pytest

from clerk_app.domain.cases import State
from clerk_app.ui.casework.words import due_words, handler_words, ways
from tests.support.cases_day import called, given_up, mine
from tests.support.stage import texts_in

TODAY = date(2026, 11, 23)
STEPS: tuple[State, ...] = ("neuredan_dopuna", "ceka_podatke", "resen_usvojen")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "данас"),
        (date(2026, 11, 24), "сутра, 24.11.2026."),
        (date(2026, 11, 25), "25.11.2026. · још 2 дана"),
        (date(2026, 12, 14), "14.12.2026. · још 21 дан"),
        (date(2026, 11, 22), "22.11.2026. · истекао пре 1 дан"),
        (date(2026, 11, 18), "18.11.2026. · истекао пре 5 дана"),
    ],
)
def test_a_day_says_how_far_it_is(day, words):
    assert due_words(day, TODAY, texts_in()) == words


def test_who_works_on_it_is_named_and_oneself_is_told_so(desk):
    assert handler_words(mine(desk), "mprimeric", texts_in()) == "М. Примерић (ви)"
    assert handler_words(mine(desk), "omodelic", texts_in()) == "М. Примерић"
    assert handler_words(given_up(desk), "omodelic", texts_in()) == "нико још"


def test_what_is_waited_for_comes_first(desk):
    assert ways(called(desk), "handler", "mprimeric", STEPS[1:])[0] == "supplement"
    assert ways(mine(desk), "handler", "mprimeric", STEPS) == (
        "next_state", "call_supplement", "hand_case", "supplement", "withdraw",
    )  # fmt: skip


def test_what_the_party_gave_up_is_not_called_for_again(desk):
    found = ways(given_up(desk), "handler", "mprimeric", STEPS)
    assert found == ("take_case", "next_state", "hand_case", "supplement")


def test_each_role_is_offered_what_it_may(desk):
    view = mine(desk)
    assert ways(view, "clerk", "jprobic", ()) == ("hand_case", "take_case", "supplement", "withdraw")
    assert ways(view, "administrator", "aopitic", ()) == ()


def test_what_is_ended_or_annulled_is_left_alone(desk):
    view = mine(desk)
    assert ways(replace(view, state="arhiviran"), "handler", "mprimeric", ()) == ()
    assert ways(replace(view, annulled=True, state="annulled"), "handler", "mprimeric", ()) == ()
    assert ways(replace(view, state="resen_usvojen"), "handler", "mprimeric", ("otpremljen",)) == ("next_state",)
