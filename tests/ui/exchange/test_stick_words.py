from pathlib import Path

from clerk_app.ports.bundle import FoundStick
from clerk_app.sync.bringing_back import Brought
from clerk_app.sync.carrying import Taken
from clerk_app.ui.exchange.stick_words import brought_words, found_words, size_words, taken_words
from tests.support.fake_stick import KURIR
from tests.support.stage import texts_in

SR, EN = texts_in(), texts_in("en")


def taken(**counts: int) -> Taken:
    known = dict.fromkeys(("entries", "requests", "enclosures", "bytes", "files", "written", "left_out"), 0)
    return Taken(**(known | counts))


def test_one_stick_is_named_with_its_room_and_several_are_not_chosen_for_you():
    assert found_words([KURIR], SR) == "убачен **„КУРИР-2”** · 29 GB слободно · све закључано за центар"
    assert found_words([KURIR, FoundStick("Б", Path("/b"), 1)], SR).startswith("убачено више кључева")
    assert found_words([], SR).startswith("није убачен")
    assert size_words(512_000_000, EN) == "512 MB"


def test_what_is_on_the_stick_is_counted_in_the_clerks_words():
    assert taken_words(taken(entries=43, requests=41, enclosures=3), SR) == (
        "Све је на кључу, можете га извадити. 41 захтев, 3 прилога. Овде остаје све док центар не потврди."
    )
    assert "2 уноса" in taken_words(taken(entries=2), SR)
    assert taken_words(taken(), EN).startswith("The centre has confirmed everything.")
    assert taken_words(taken(entries=1, requests=1, left_out=2), EN).endswith(
        "Could not be taken along: 2. It goes by the line only."
    )


def test_what_came_back_is_counted_in_the_clerks_words():
    came = Brought(kind="new", confirmed=43, requests=41, numbers=12, papers=2, stopped=1)
    assert brought_words(came, SR) == (
        "Одговор је унет: 41 захтев потврђен, 12 нових бројева, 2 прилога стигла, 1 чека вас у Пажњи."
    )
    assert brought_words(Brought(kind="new", confirmed=2), SR) == "Одговор је унет: 2 уноса потврђена."
    assert brought_words(Brought(kind="new"), EN) == "The answer is in: the centre has no news."
    assert brought_words(Brought(kind="known"), EN).startswith("Everything on this stick is known here already.")
