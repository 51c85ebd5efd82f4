"""A desk that its centre has stopped says so, however well its line works."""

from __future__ import annotations

from clerk_app.app.ordered import Ordered
from clerk_app.sync.link import LinkState


def test_the_line_of_a_stopped_desk_is_shown_as_stopped_until_it_may_go_on() -> None:
    links: list[tuple[str, str, int]] = []
    alarms: list[str] = []
    orders: list[str] = []
    ordered = Ordered(lambda one: links.append((one.kind, one.code, one.rate)), alarms.append, orders.append)
    ordered.take(LinkState(kind="good", rate=7))
    ordered.ordered("stop")
    ordered.take(LinkState(kind="slow", rate=3))
    ordered.ordered("wipe")
    ordered.ordered("")
    stopped = ("stopped", "desk_stopped")
    assert links == [("good", "", 7), (*stopped, 7), (*stopped, 3), (*stopped, 3), ("slow", "", 3)]
    assert orders == ["stop", "wipe", ""]
    assert alarms == ["desk_stopped", "desk_stopped"]
