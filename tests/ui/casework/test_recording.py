import pytest

from clerk_app.domain.errors import Refused
from clerk_app.ui.casework.recording import Recording
from clerk_app.ui.detail.page import DetailPage
from tests.support.cases_day import mine


@pytest.fixture
def recording(context, desk, qtbot):
    page = DetailPage(context, desk.place)
    qtbot.addWidget(page)
    return Recording(context, desk.place, page)


def test_what_is_recorded_is_told_to_the_news_and_the_clerk_and_paper_comes_last(recording, desk, context):
    told: list[object] = []
    desk.news.requests_changed.connect(told.append)
    subject = mine(desk).subject
    recording.record(
        subject,
        lambda: told.append("done"),
        "case.handed_to",
        lambda: told.append("paper"),
        name="Огњен",
    )
    assert told == ["done", frozenset({subject}), "paper"]
    assert context.frame.said == [("Предмет је предат: Огњен.", "success")]


def test_what_is_refused_is_said_and_nothing_follows(recording, desk, context):
    told: list[object] = []
    desk.news.requests_changed.connect(told.append)

    def refuse() -> None:
        raise Refused("case_finished")

    recording.record(bytes(16), refuse, "case.taken", lambda: told.append("paper"))
    assert told == []
    assert context.frame.said == [("Предмет је завршен. Ништа није промењено.", "error")]


def test_what_is_written_is_given_to_what_follows_and_nothing_is_said_by_itself(recording, context):
    given: list[int] = []
    recording.write(lambda: 3, given.append)
    assert given == [3]
    assert context.frame.said == []
