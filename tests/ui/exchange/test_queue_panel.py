"""What waits, group by group, and when each would have arrived at this line."""

from __future__ import annotations

import pytest

from clerk_app.ports.outbox import Queued
from clerk_app.sync.link import LinkState
from clerk_app.ui.exchange.queue_panel import QueuePanel, lines_of, size_words
from clerk_app.ui.widgets.label import Label

GROUPS = (Queued("awaited", 2, 4_000), Queued("due", 5, 11_000), Queued("rest", 34, 96_000))
SCANS = Queued("enclosures", 17, 38_200_000)
SLOW = LinkState(kind="slow", rate=12_000, forecast=(6, 12))


def arrives(lines: list[tuple[str, ...]]) -> list[str]:
    return [line[-1] for line in lines]


def test_each_group_has_its_time_at_this_line(context):
    lines = lines_of((*GROUPS, SCANS), SLOW, context)
    assert lines[0] == ("1", "Странка чека: захтеви, бројеви и упити", "2", "3 kB", "одмах")
    assert arrives(lines)[:3] == ["одмах", "око 1 мин", "око 9 мин"]
    assert lines[3][1:4] == ("Прилози", "17", "36,4 MB")
    assert arrives(lines)[3] == "око 62 мин"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (LinkState(kind="down", code="line_down", rate=12_000), "кад се веза врати"),
        (LinkState(kind="good"), "не зна се"),
        (LinkState(kind="stopped", code="desk_restored"), "не зна се"),
    ],
)
def test_no_time_is_made_up(context, link, words):
    assert set(arrives(lines_of((*GROUPS, SCANS), link, context))) == {words}


def test_sizes_are_of_a_kind_that_is_read(context):
    assert [size_words(size, context) for size in (1, 2_000, 900_000, 4_400_000)] == [
        "1 kB",
        "1 kB",
        "878 kB",
        "4,2 MB",
    ]


def test_rows_are_renewed_only_when_they_say_something_else(qtbot, context):
    panel = QueuePanel(context)
    qtbot.addWidget(panel)
    panel.show_groups(GROUPS, SLOW)
    before = panel._rows.findChildren(Label)
    panel.show_groups(GROUPS, SLOW)
    assert panel._rows.findChildren(Label) == before
    panel.show_groups((), SLOW)
    assert [label.text() for label in panel._rows.findChildren(Label) if not label.isHidden()] == ["Ништа не чека"]
