import pytest
from PySide6.QtCore import QObject

from clerk_app.domain.errors import Cancelled, Unavailable
from clerk_app.ui.commands import Commands
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from tests.support.stage import look_of, texts_in


class Told:
    def __init__(self):
        self.said = []

    def say(self, text, role="success"):
        self.said.append((text, role))


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def context(qapp, told):
    return Context(texts_in(), look_of(), Commands(texts_in(), QObject()), told)


def test_an_error_of_ours_is_said(context, told):
    say_error(context, Unavailable("card_no_reader"))
    assert told.said == [("Читач картица није прикључен. Прикључите га или унесите податке ручно.", "error")]


def test_what_the_clerk_stopped_says_nothing(context, told):
    say_error(context, Cancelled())
    assert told.said == []


def test_a_bug_is_not_swallowed(context):
    with pytest.raises(ZeroDivisionError):
        say_error(context, ZeroDivisionError())
