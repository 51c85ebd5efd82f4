"""The lines of desks, as they tell of them: the last word, and the worst of each hour for a week."""

from __future__ import annotations

from sqlalchemy import select

from clerk_app.central import links
from clerk_app.central.clock import DAY, HOUR, MINUTE
from clerk_app.central.operator.tables import DESK_LINK, DESK_LINK_HOUR
from clerk_app.central.schema import DESK
from clerk_app.contract.exchange import ANSWERS
from clerk_app.contract.link import LinkReport, write
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk


def told(centre: Running, desk: LoneDesk, **report: int) -> None:
    parts = centre.central.parts
    with parts.database.write() as connection:
        links.note(connection, parts.keys.municipality, desk.code, LinkReport(**report), centre.clock.at)


def test_the_last_word_counts_and_of_each_hour_the_worst_for_a_week(centre: Running) -> None:
    desk, parts = centre.desk(), centre.central.parts
    centre.clock.at -= centre.clock.at % HOUR
    told(centre, desk, waiting=3, rate=4096, delay=90)
    centre.clock.at += MINUTE
    told(centre, desk, waiting=1, rate=0, delay=700, outages=2)
    centre.clock.at += 8 * DAY
    told(centre, desk, waiting=5, oldest=64, rate=512)
    with parts.database.read() as connection:
        last = connection.execute(select(DESK_LINK)).one()
        hours = connection.execute(select(DESK_LINK_HOUR)).all()
        week = links.history(connection, parts.keys.municipality, desk.code, centre.clock.at)
    assert (last.waiting, last.oldest, last.rate, last.at) == (5, 64, 512, centre.clock.at)
    assert [(one.waiting, one.rate) for one in hours] == [(5, 512)] == [(one.waiting, one.rate) for one in week]


def test_of_one_hour_the_most_the_slowest_and_the_longest_stay(centre: Running) -> None:
    desk, parts = centre.desk(), centre.central.parts
    centre.clock.at -= centre.clock.at % HOUR
    for report in ({"waiting": 3, "rate": 4096, "delay": 90}, {"waiting": 9, "rate": 0, "delay": 20, "outages": 2}):
        told(centre, desk, **report)
        centre.clock.at += MINUTE
    with parts.database.read() as connection:
        (hour,) = links.history(connection, parts.keys.municipality, desk.code, centre.clock.at)
    assert (hour.waiting, hour.rate, hour.delay, hour.outages) == (9, 4096, 90, 2)


def test_a_desk_tells_of_it_with_its_question_and_nonsense_is_not_heard(centre: Running) -> None:
    desk, parts = centre.desk(), centre.central.parts
    centre.clock.at -= centre.clock.at % HOUR
    with Caller(centre.url, desk.anchor) as caller:
        report = write(LinkReport(waiting=41, rate=4096, delay=600))
        for text in (report, "nonsense"):
            caller.client.headers["User-Agent"] = "salter/7" if text == report else ""
            target = f"{ANSWERS}?position=0&have=0&hold=0&link={text}"
            caller.ask(desk, "GET", target).raise_for_status()
            centre.clock.at += 2 * MINUTE
        caller.client.headers["User-Agent"] = ""
        for waiting in (7, 6):  # both within a minute
            report = write(LinkReport(waiting=waiting))
            caller.ask(desk, "GET", f"{ANSWERS}?position=0&have=0&hold=0&link={report}").raise_for_status()
    with parts.database.read() as connection:
        last = connection.execute(select(DESK_LINK)).one()
        row = connection.execute(select(DESK).where(DESK.c.code == desk.code)).one()
        (hour,) = links.history(connection, parts.keys.municipality, desk.code, centre.clock.at)
    assert (last.waiting, last.rate) == (6, 0)
    assert (hour.waiting, hour.rate, hour.delay) == (41, 4096, 600)
    assert (row.program, row.last_seen) == ("salter/7", centre.clock.at)
