"""The line of a computer: the route by its settings, and what may go over it."""

from __future__ import annotations

from clerk_app.app.line import MEGABYTE, OfficeLine, unless_new
from clerk_app.settings.line_memory import LineMemory
from clerk_app.sync.link import LinkState

CENTRE = "https://centar.primer.rs"


def test_the_route_is_by_the_settings(place_of) -> None:
    line = OfficeLine(place_of(proxy="http://proksi.primer.rs:3128", proxy_user="pera"))
    proxy = line.route(CENTRE).proxy
    assert proxy is not None
    assert (proxy.url, proxy.user, proxy.password) == ("http://proksi.primer.rs:3128", "pera", "")
    assert OfficeLine(place_of(proxy="none")).route(CENTRE).proxy is None


def test_all_routes_share_who_dials(place_of) -> None:
    line = OfficeLine(place_of())
    assert line.route(CENTRE).dialler is line.route("https://drugi.primer.rs").dialler
    assert line.network() == ""


def test_whether_it_is_metered_is_said_by_the_settings_or_the_system(place_of) -> None:
    for said, system, expected in (
        ("auto", False, False),
        ("auto", True, True),
        ("yes", False, True),
        ("no", True, False),
    ):
        line = OfficeLine(place_of(metered=said))
        line.hear_metered(system)
        assert line.is_metered() is expected


def test_a_spent_budget_holds_the_bulk_and_survives_a_restart(place_of) -> None:
    place = place_of(day_budget=1)
    line = OfficeLine(place)
    assert line.told() == ""
    LineMemory(place.paths.line, lambda: place.clock.local().date()).spend(MEGABYTE)
    again = OfficeLine(place)
    assert again.held("enclosures", True) == "budget"
    assert again.told() == "budget"
    assert again.use().used == again.use().budget == MEGABYTE


def test_a_clerk_pauses_enclosures_alone_and_they_stay_so_through_a_restart(place_of) -> None:
    place = place_of()
    OfficeLine(place).memory.pause(paused=True)
    line = OfficeLine(place)
    assert (line.memory.paused(), line.told()) == (True, "paused")
    assert (line.held("enclosures", True), line.held("reference")) == ("paused", "")
    line.memory.pause(paused=False)
    assert line.told() == ""


def test_what_goes_is_counted_at_once_and_written_down_when_settled(place_of) -> None:
    place = place_of(day_budget=1)
    line = OfficeLine(place)
    line._tally.add(MEGABYTE)
    assert line.held("reference") == "budget"
    line.settle()
    assert OfficeLine(place).use().used == MEGABYTE


def test_only_small_enclosures_go_on_a_metered_line(place_of) -> None:
    line = OfficeLine(place_of(metered="yes", metered_most=100))
    assert (line.fits(100 * 1024), line.fits(100 * 1024 + 1)) == (True, False)
    assert line.told() == "metered"
    assert OfficeLine(place_of(metered="no")).fits(10**9)


def test_what_the_exchange_measures_is_remembered_and_passed_on(place_of) -> None:
    line = OfficeLine(place_of())
    told: list[LinkState] = []
    line.watched(told.append)(LinkState(rate=4096))
    assert (line.rate, told) == (4096, [LinkState(rate=4096)])


def test_a_desk_without_any_reference_data_gets_them_whatever_it_costs() -> None:
    known: dict[str, int] = {}
    held = unless_new(lambda _chore, _asked: "metered", lambda: known)
    assert (held("reference", False), held("lists", False)) == ("", "metered")
    known["municipality"] = 1
    assert held("reference", False) == "metered"
