"""The code and the slip are pictures of what is still due; for nothing that is due there is no code."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.payment_file import OrderStanding
from clerk_app.domain.payments import Order, slip_of
from clerk_app.ports.paper import SlipFacts
from clerk_app.ui.payments.papers import SlipDrawn
from clerk_app.ui.payments.slip_panel import CodePanel, Picture, SlipPanel
from tests.support.specimens import APPLICANT, ISSUER


def png(width, height):
    drawn = io.BytesIO()
    Image.new("L", (width, height), 0).save(drawn, "PNG")
    return drawn.getvalue()


ORDER = Order(
    id="A7-1-R", level="republic", amount=33_000, account="840000074222184357", payee="Република Србија", model="97",
    reference="51048", issued="2026-11-23", expires="2026-12-23",
)  # fmt: skip
FACTS = SlipFacts(
    issuer=ISSUER, slip=slip_of(ORDER, payer=APPLICANT, purpose="Такса"), number="A7-1", language="sr-Cyrl"
)
STANDING = OrderStanding(order=ORDER, sums=Sums(amount=33_000, paid=13_000), state="partially_paid")


def test_the_code_stands_beside_what_is_left(context, qtbot):
    panel = CodePanel(context)
    qtbot.addWidget(panel)
    panel.show_order(STANDING)
    assert panel.amount.text() == "200,00 РСД"
    panel.show_code(SlipDrawn(FACTS, png(50, 50), b""), STANDING.due)
    assert not panel.code.is_empty
    panel.show_code(SlipDrawn(FACTS, png(50, 50), b""), 0)
    assert panel.code.is_empty


def test_the_slip_shows_its_form(context, qtbot):
    panel = SlipPanel(context)
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    assert panel.picture.is_empty
    panel.show_slip(SlipDrawn(FACTS, b"", png(200, 150)))
    assert not panel.picture.is_empty
    panel.show_slip(None)
    assert panel.picture.is_empty
    wanted = []
    panel.print_wanted.connect(lambda: wanted.append(1))
    panel.button.click()
    assert wanted == [1]


@pytest.mark.parametrize(("past", "words"), [("take", "као закаснело"), ("keep", "више не плаћајте")])
def test_a_slip_whose_day_is_over_is_warned_of(context, qtbot, past, words):
    panel = SlipPanel(context)
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    panel.show_slip(SlipDrawn(FACTS, b"", png(200, 150)))
    assert not panel.note.isVisible()
    panel.show_slip(SlipDrawn(replace(FACTS, past=past), b"", png(200, 150)))
    assert panel.note.isVisible()
    assert words in panel.note._text.text()
    panel.show_slip(None)
    assert not panel.note.isVisible()


def test_where_late_money_goes_back_it_is_told_why_there_is_no_code(context, qtbot):
    panel = CodePanel(context)
    qtbot.addWidget(panel)
    panel.show_order(STANDING)
    panel.show_code(SlipDrawn(replace(FACTS, past="keep"), b"", b""), STANDING.due)
    assert "Рок је прошао" in panel._none.text()


def test_a_picture_keeps_its_shape(context, qtbot):
    picture = Picture(context.look, "слика")
    qtbot.addWidget(picture)
    picture.resize(100, 100)
    picture.show_png(png(200, 100))
    drawn = picture.grab().toImage()
    assert drawn.pixelColor(5, 5).value() < 60
    assert drawn.pixelColor(5, 90).value() > 60
