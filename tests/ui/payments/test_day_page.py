"""The list of a day shows each order with its sums, and the choice of a clerk only to who has one."""

from dataclasses import replace

import pytest

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.payment_states import STATES
from clerk_app.domain.payments_day import PaymentDayLine, PaymentsDay
from clerk_app.ui.payments.day_page import PaymentsDayPage
from tests.support.fake_frame import context_of

STALL = Wording(sr="Тезга", en="Stall")
DAY = PaymentsDay(
    date="2026-11-23",
    clerk="mp",
    clerk_name="М. П.",
    lines=(
        PaymentDayLine(number="A7-1", service="s", version=1, level="local", tariffs=("1",), charged=50_000,
                       seen=50_000, state="proof_accepted", name=STALL),
        PaymentDayLine(number="A7-2", service="s", version=1, level="", tariffs=(), exemption="x", name=STALL,
                       ground=Wording(sr="ученик", en="pupil")),
        PaymentDayLine(number="A7-3", service="s", version=1, level="local", tariffs=("1",), annulled=True,
                       state="cancelled", name=STALL),
        PaymentDayLine(number="B2-4", service="", version=0, level="local", tariffs=(), seen=100, earlier=True,
                       gone=True),
        PaymentDayLine(number="A7-5", service="s", version=1, level="local", tariffs=("1",), charged=1, name=STALL),
    ),
    tariffs={("local", "1"): 50_000},
)  # fmt: skip


def test_sums_and_choice(context, qtbot):
    page = PaymentsDayPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show_day(DAY, {"mp": "М. П."})
    page.show()
    assert not page.clerk.isVisible()
    assert len(page.orders.rows_model.rows) == 5
    page.show_day(DAY, {"mp": "М. П.", "jp": "Ј. П."})
    assert page.clerk.isVisible()
    chosen: list[object] = []
    page.clerk_chosen.connect(chosen.append)
    page.clerk.set_value("jp")
    page.show_day(PaymentsDay(date="2026-11-23", clerk="jp", clerk_name="Ј. П."), {"mp": "М. П.", "jp": "Ј. П."})
    assert page.orders.rows_model.rows == () or not page.orders.rows_model.rows


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_how_it_stands_is_never_cut(texts, dress, page, qtbot, scale):
    look = dress(scale=scale)
    listed = PaymentsDayPage(context_of(texts, look, page))
    qtbot.addWidget(listed)
    listed.resize(1366 - look.px(95), 600)
    lines = [replace(DAY.lines[0], number=f"A7-{place}", state=state) for place, state in enumerate(STATES)]
    listed.show_day(replace(DAY, lines=(*lines, *DAY.lines[2:4])), {"mp": "М. П."})
    listed.show()
    table = listed.orders
    last = len(table.rows_model.columns) - 1
    cells = [table.rows_model.columns[last].cell(row) for row in table.rows_model.rows]
    assert [cell.text for cell in cells if table._delegate.width_of(cell) > table.columnWidth(last)] == []
