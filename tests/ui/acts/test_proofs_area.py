"""The proofs of an act: counted, whole where there is room, and within reach where there is not."""

from __future__ import annotations

import pytest

from clerk_app.domain.acts import Evidence, Filed, Obtained
from clerk_app.domain.catalogue import Wording
from clerk_app.ui.acts.proofs_area import ProofsArea
from tests.support.fake_frame import context_of

LONG = "Уверење да се не води кривични поступак пред надлежним судом"
MANY = Evidence(
    obtained=(
        *(Obtained(key=f"body:{n}", name=Wording(sr=LONG)) for n in range(3)),
        Obtained(key="body:denied", name=Wording(sr=LONG), state="denied"),
        Obtained(key="body:other", name=Wording(sr=LONG), state="source_unavailable"),
    ),
    filed=tuple(Filed(key=f"paper:{n}", title="Скица") for n in range(3)),
)
FEW = Evidence(filed=(Filed(key="paper:0", title="Скица"),))
WIDTH = 420


def test_how_many_are_named_is_said_and_counted_anew(context):
    area = ProofsArea(context, MANY, ("body:0", "paper:1"))
    assert area.count.text() == "Докази које акт наводи: 2 од 8"
    area.lacking.lines["body:other"].check.click()
    assert area.count.text() == "Докази које акт наводи: 3 од 8"
    assert area.ticked() == ("body:0", "body:other", "paper:1")
    assert not area.lacking.lines["body:denied"].check.isEnabled()


def test_a_case_without_proofs_says_so(context):
    area = ProofsArea(context, Evidence(), ())
    assert area.count.text() == context.texts.text("acts.no_proofs")
    assert (area.give_room(WIDTH, 900), area.ticked()) == (0, ())


def test_all_are_in_sight_where_there_is_room_and_few_take_little(context, page, qtbot):
    few, many = (ProofsArea(context, found, ()) for found in (FEW, MANY))
    assert few.give_room(WIDTH, 900) < many.give_room(WIDTH, 900)
    assert few.give_room(WIDTH, 10) == few.give_room(WIDTH, 900), "a few are always in sight"
    many.setParent(page)
    many.setFixedWidth(WIDTH)
    page.resize(600, 900)
    page.show()
    qtbot.waitUntil(lambda: many.width() == WIDTH)
    many.adjustSize()
    assert many.pane is not None
    assert many.pane.verticalScrollBar().maximum() == 0


def test_where_room_is_short_the_rest_is_scrolled_to(context, page, qtbot):
    area = ProofsArea(context, MANY, ())
    assert area.give_room(WIDTH, 40) == context.look.px(150)
    assert area.pane is not None
    pane = area.pane
    area.setParent(page)
    area.setFixedWidth(WIDTH)
    page.resize(600, 400)
    page.show()
    last = area.filed.lines["paper:2"]
    qtbot.waitUntil(lambda: pane.verticalScrollBar().maximum() > 0)
    last.check.setFocus()
    pane.ensureWidgetVisible(last)
    assert not last.visibleRegion().isEmpty()


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_where_text_is_large_they_are_whole(dress, texts, page, scale):
    look = dress("light", scale)
    area = ProofsArea(context_of(texts, look, page), MANY, ())
    assert area.give_room(WIDTH, 10) == 0
    assert area.heightForWidth(1200) > look.px(200)
