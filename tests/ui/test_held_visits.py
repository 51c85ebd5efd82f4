from dataclasses import replace

import pytest

from clerk_app.actions import visiting
from clerk_app.domain.people import Person
from clerk_app.ui.held_visits import MOST, HeldVisits, whose_since
from clerk_app.ui.widgets.link_line import LinkLine
from tests.support.desk_day import ANA, DRAGAN, STOJAN, VESNA
from tests.support.fake_frame import context_of
from tests.support.fake_neighbours import NOW


def hold(desk, person, since):
    intake = desk.actions.intake
    return visiting.hold(intake, intake.begin(person), since=since)


@pytest.fixture
def line(context, desk, qtbot):
    made = HeldVisits(context, desk.place)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told(line):
    told: list[object] = []
    line.chosen.connect(told.append)
    return told


def words(line):
    return [link._words for link in line.findChildren(LinkLine) if not link.isHidden()]


def test_without_held_visits_there_is_no_line_and_the_key_says_so(line, context, told):
    line.renew()
    assert line.isHidden()
    line.take_up()
    assert told == []
    assert context.frame.said == [("Ниједна посета није на чекању.", "info")]


def test_the_longest_waiting_stands_first_and_is_taken_up_by_the_key(line, desk, told):
    later = hold(desk, STOJAN, "2026-11-23T08:41:00+01:00")
    first = hold(desk, VESNA, "2026-11-23T08:30:00+01:00")
    line.renew()
    assert words(line) == ["Узорић Весна · од 08:30", "Пробић Стојан · од 08:41"]
    line.take_up()
    line.findChildren(LinkLine)[1].click()
    assert told == [first, later]


def test_more_than_fit_are_counted(line, desk):
    for place, person in enumerate((STOJAN, VESNA, ANA, DRAGAN)):
        hold(desk, person, f"2026-11-23T08:3{place}:00+01:00")
    line.renew()
    assert len(words(line)) == MOST
    assert line._more.text() == "и још 1"


def test_a_visit_that_went_on_is_gone_from_the_line(line, desk):
    held = hold(desk, STOJAN, "2026-11-23T08:41:00+01:00")
    line.renew()
    desk.actions.intake.save(visiting.taken_up(held))
    line.renew()
    assert line.isHidden()


def test_a_visit_of_another_day_and_of_nobody_says_so(texts, desk):
    form = replace(desk.actions.intake.begin(Person()), held_at="2026-11-22T08:41:00+01:00")
    assert whose_since(form, NOW, texts) == "особа још није унета · од 22.11.2026. 08:41"


def test_nobody_at_work_leaves_the_line_as_it_was(line, desk):
    hold(desk, STOJAN, "2026-11-23T08:41:00+01:00")
    line.renew()
    desk.sessions.lock()
    line.renew()
    assert not line.isHidden()


def test_where_text_is_large_the_line_leaves_its_room_to_what_is_said_of_the_link(texts, dress, page, desk, qtbot):
    context = context_of(texts, dress("light", 2.0), page)
    crowded = HeldVisits(context, desk.place)
    qtbot.addWidget(crowded)
    hold(desk, STOJAN, "2026-11-23T08:41:00+01:00")
    crowded.renew()
    assert not crowded.isHidden()
    desk.news.link_changed.emit(replace(desk.link, kind="down"))
    assert crowded.isHidden()
    desk.news.link_changed.emit(desk.link)
    assert not crowded.isHidden()
