import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.start import install_hooks, make_application


@pytest.fixture
def hooks() -> Iterator[None]:
    """The hooks for this test alone."""
    before = sys.excepthook, threading.excepthook
    install_hooks()
    yield
    sys.excepthook, threading.excepthook = before


def test_there_is_one_application(qapp: QApplication) -> None:
    assert make_application() is qapp
    assert qapp.applicationName() == "salter"


@pytest.mark.usefixtures("hooks")
def test_a_bug_is_logged_with_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("clerk_app.crash", logging.CRITICAL)
    assert record.exc_info is not None


@pytest.mark.usefixtures("hooks")
def test_a_bug_on_another_thread_is_logged_too(caplog: pytest.LogCaptureFixture) -> None:
    def break_down() -> None:
        raise ZeroDivisionError

    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    assert [record.name for record in caplog.records] == ["clerk_app.crash"]
