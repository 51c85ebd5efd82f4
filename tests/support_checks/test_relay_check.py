"""The check of the office's relay: each thing that can be is told in words of its own."""

from __future__ import annotations

from functools import partial

import pytest

from clerk_app.domain.errors import CounterError, Damaged, Refused, Unavailable
from clerk_app.support.relay_check import RelayReached, SeenRelay
from clerk_app.ui.check_words import found_words
from tests.support.stage import texts_in


def raising(error: CounterError) -> SeenRelay:
    raise error


@pytest.mark.parametrize(
    ("error", "level", "code"),
    [
        (Unavailable("relay_off"), "fine", "relay_off"),
        (Unavailable("office_key_none"), "fine", "office_key_none"),
        (Unavailable("relay_none"), "warning", "relay_none"),
        (Unavailable("line_down"), "warning", "relay_none"),
        (Refused("relay_key_old"), "warning", "relay_key_old"),
        (Refused("office_key_old"), "warning", "office_key_old"),
        (Refused("relay_desk_unknown"), "warning", "relay_desk_unknown"),
        (Refused("relay_proof"), "fault", "relay_proof"),
        (Damaged("relay_foreign"), "fault", "relay_foreign"),
    ],
)
def test_what_is_wrong_has_its_level_and_its_words(error: CounterError, level: str, code: str) -> None:
    result = RelayReached(partial(raising, error)).run()
    assert (result.level, result.code) == (level, code)
    assert len(found_words(result, texts_in())) > 40
    assert len(found_words(result, texts_in("en"))) > 40


@pytest.mark.parametrize(
    ("seen", "level", "code"),
    [
        (SeenRelay("R1", "10.0.0.5:8470"), "fine", "relay_works"),
        (SeenRelay("R1", "10.0.0.5:8470", away=600), "warning", "relay_away"),
        (SeenRelay("R1", "10.0.0.5:8470", away=600, full=True), "warning", "relay_full"),
    ],
)
def test_one_that_answers_is_named_with_where_it_is_and_how(seen: SeenRelay, level: str, code: str) -> None:
    result = RelayReached(lambda: seen).run()
    assert (result.level, result.code) == (level, code)
    words = found_words(result, texts_in())
    assert "R1 на 10.0.0.5:8470" in words
    assert ("10 мин" in words) == (code == "relay_away")
