from datetime import timedelta

import pytest

from clerk_app.sync.link import LinkState
from clerk_app.ui.door_line import DoorLine
from tests.support.fake_neighbours import NOW


def micros(moment):
    return int(moment.timestamp()) * 1_000_000


@pytest.fixture
def line(texts, look, qtbot):
    made = DoorLine(
        texts,
        look,
        {
            "mprimeric": micros(NOW + timedelta(days=11, hours=3)),
            "jprobic": micros(NOW + timedelta(hours=5)),
            "suzoric": micros(NOW - timedelta(seconds=1)),
        },
    )
    qtbot.addWidget(made)
    return made


def said(line, link, clerk=""):
    line.show_clerk(clerk)
    line.show_link(link, NOW)
    return line.words.accessibleName()


def test_nothing_is_said_before_anything_is_known(line):
    assert line.words.accessibleName() == ""


def test_until_the_line_was_tried_it_is_neither_good_nor_down(line):
    assert said(line, LinkState()) == "Веза са центром се проверава."
    assert said(line, LinkState(kind="good")) == "Веза са центром се проверава."


@pytest.mark.parametrize("kind", ["good", "slow"])
def test_the_line_works_because_of_an_exchange_and_it_says_of_which(line, kind):
    assert said(line, LinkState(kind=kind, exchanged=micros(NOW))) == "Веза са центром ради: последња размена 08:52."


def test_what_waits_is_counted_and_safe(line):
    down = LinkState(kind="down", code="line_down", since=1, waiting=2)
    assert said(line, down) == ("Веза са центром је прекинута. 2 уноса чекају потврду центра, сигурно сачувана овде.")


def test_a_desk_that_has_stopped_says_so_and_nothing_of_the_line(line):
    words = said(line, LinkState(kind="stopped", code="desk_restored", since=1, waiting=2, exchanged=micros(NOW)))
    assert words.startswith("Овај шалтер је стао")
    assert "центар" not in words
    assert "чека" not in words


@pytest.mark.parametrize("code", ["line_portal", "line_certificate_time", "centre_trouble"])
def test_what_somebody_can_mend_is_said_in_its_own_words(line, texts, code):
    assert said(line, LinkState(kind="down", code=code, since=1)) == texts.text(f"error.{code}")


@pytest.mark.parametrize(
    ("clerk", "words"),
    [
        ("mprimeric", "Пријава без везе важи још 11 дана (до 04.12.2026.)."),
        (" mprimeric ", "Пријава без везе важи још 11 дана (до 04.12.2026.)."),
        ("jprobic", "Пријава без везе важи још само до 13:52."),
        ("suzoric", "Пријава без везе више не важи: за пријаву је потребна веза са центром."),
        ("nepoznat", "Прва пријава на овом шалтеру тражи везу са центром."),
    ],
)
def test_each_clerk_hears_for_how_long_they_get_in_alone(line, clerk, words):
    assert said(line, LinkState(kind="down", since=1), clerk) == f"Веза са центром је прекинута. {words}"


def test_another_clerk_hears_it_at_once(line):
    said(line, LinkState(), "mprimeric")
    line.show_clerk("suzoric")
    assert "више не важи" in line.words.accessibleName()


def test_of_half_a_name_nothing_is_said(line):
    said(line, LinkState(), "mpr")
    line.show_clerk("mpr", typing=True)
    assert line.words.accessibleName() == "Веза са центром се проверава."
    line.show_clerk("mprimeric", typing=True)
    assert "11 дана" in line.words.accessibleName()


def test_a_line_more_moves_nothing(line):
    said(line, LinkState())
    before = line.sizeHint().height()
    said(line, LinkState(), "nepoznat")
    line.resize(374, line.heightForWidth(374))
    assert line.heightForWidth(374) == before
