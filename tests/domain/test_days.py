"""What a day had, told from its entries: counted by service and by what was done; no person in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clerk_app.domain import days
from clerk_app.domain.bodies import FeeCharged, ReceiptPrinted, RequestAnnulled
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented
from clerk_app.domain.days import Day, DayLine
from clerk_app.domain.requests import Happening, begin
from tests.support.lone_desk import received

LOCAL = "2026-11-23T09:00:00+01:00"


def made(*bodies: object) -> list[Happening]:
    return [Happening(seq=seq, at=seq, subject=bytes([seq]) * 16, body=body) for seq, body in enumerate(bodies, 1)]


def taken(service: str, clerk: str, fee: int, version: int = 1) -> object:
    return received("A7", 1, service=service, clerk=clerk, fee=FeeCharged(total=fee), service_version=version)


def told(lines: tuple[DayLine, ...]) -> list[tuple[str, int, int, int, int]]:
    return [(line.service, line.version, line.mine, line.desk, line.fees) for line in lines]


def test_requests_are_counted_by_service_most_first() -> None:
    happenings = made(taken("tax", "a", 500), taken("birth", "a", 300), taken("birth", "b", 300, 2))
    assert told(days.lines_of(happenings, "a")) == [("birth", 2, 1, 2, 600), ("tax", 1, 1, 1, 500)]


def test_of_an_annulled_request_no_fee_is_counted() -> None:
    (first, other) = made(taken("birth", "a", 300), taken("birth", "a", 300))
    gone = replace(other, subject=first.subject, body=RequestAnnulled(reason="x", clerk="a"))
    assert told(days.lines_of([first, other, gone], "a")) == [("birth", 1, 2, 2, 300)]


def test_work_on_cases_is_counted_by_kind_and_the_rest_is_not() -> None:
    happenings = made(
        CaseMoved(base_version=1, state="u_radu", clerk="a"),
        CaseHanded(base_version=1, to="b", clerk="a"),
        CaseMoved(base_version=1, state="odbacen", clerk="a"),
        RequestSupplemented(base_version=1, received_local=LOCAL, clerk="a"),
        ReceiptPrinted(job="x", copy=0, proof="printer"),
    )
    assert days.done_of(happenings) == {"supplemented": 1, "moved": 2, "handed": 1}


def test_what_is_due_is_late_today_or_in_the_next_days() -> None:
    (happening,) = made(received("A7", 1))
    view = begin(happening, received("A7", 1))
    views = [
        replace(view, seq=place, deadline=day)
        for place, day in enumerate(("2026-12-01", "2026-11-30", "2026-11-23", "2026-11-20", ""), 1)
    ]
    views.append(replace(view, seq=9, deadline="2026-11-20", state="arhiviran"))
    today, soon = days.due_of(views, date(2026, 11, 23))
    assert ([one.seq for one in today], [one.seq for one in soon]) == ([4, 3], [2])


def test_a_day_adds_its_lines_up() -> None:
    happenings = made(taken("tax", "a", 500), taken("birth", "b", 300))
    day = Day(date="2026-11-23", lines=days.lines_of(happenings, "a"))
    assert (day.mine, day.desk, day.fees) == (1, 2, 800)
