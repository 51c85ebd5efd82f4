"""A slip is drawn for whoever looks, printed as a look, and what cannot be drawn is told as for every paper."""

from datetime import date

from clerk_app.domain.errors import CounterError
from clerk_app.ui.payments.papers import PaymentPapers, SlipDrawn
from tests.support.all_screens import paper_flow


def test_a_slip_for_the_screen_and_for_the_printer(desk, view, page):
    papers = PaymentPapers(desk.place, paper_flow(desk))
    order = desk.actions.systems.payments.of(view.subject).orders[0].order.id
    drawn: list[SlipDrawn] = []
    papers.draw_slip(view.subject, order, page, drawn.append)
    assert drawn[0].facts.number == view.number
    assert drawn[0].code
    papers.show_slip(view.subject, order)
    assert [facts.number for facts in desk.paper.slips] == [view.number]
    papers.show_day(date(2026, 11, 23), "", "sr-Cyrl")
    assert len(desk.paper.payments) == 1


def test_what_is_not_there_is_told(desk, page):
    failed: list[CounterError] = []
    desk.news.paper_failed.connect(failed.append)
    papers = PaymentPapers(desk.place, paper_flow(desk))
    papers.show_slip(b"nobody", "none")
    papers.draw_slip(b"nobody", "none", page, lambda _drawn: None)
    assert len(failed) == 2
