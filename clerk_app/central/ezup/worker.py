"""The thread that asks registers: woken by the bell, several registers at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from clerk_app.central.bell import Bell
from clerk_app.central.ezup.asking import Asking, Going
from clerk_app.domain.errors import CounterError
from clerk_app.log import event

AT_ONCE = 8
POLL = 1.0  # seconds after which another process's commit is seen
_LOG = logging.getLogger(__name__)


class Asker:
    """A thread that asks whenever the bell rings, several registers at once."""

    def __init__(self, asking: Asking, bell: Bell, poll: float = POLL) -> None:
        self._asking = asking
        self._bell = bell
        self._heard = bell.ear()
        self._poll = poll
        self._thread = threading.Thread(target=self._run, name="ezup", daemon=True)
        self._busy = 0
        self._guard = threading.Lock()
        self._askers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ezup-register")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end, once the bell has been stopped."""
        self._asking.stop()
        self._thread.join(timeout=20)
        self._askers.shutdown(wait=True, cancel_futures=True)

    def _run(self) -> None:
        while not self._bell.stopped:
            self._heard.clear()
            self._work()
            self._heard.wait(self._poll)

    def _work(self) -> None:
        """Take as many as there is somebody for: a query that only lay here would be given up unasked."""
        with self._guard:
            idle = AT_ONCE - self._busy
        if not idle or self._bell.stopped:
            return
        with _survived():
            for going in self._asking.take(idle):
                with self._guard:
                    self._busy += 1
                self._askers.submit(self._ask, going)

    def _ask(self, going: Going) -> None:
        with _survived():  # the query ends when its lease does
            self._asking.ask(going)
        with self._guard:
            self._busy -= 1
        self._heard.set()


@contextmanager
def _survived() -> Iterator[None]:
    """Whatever goes wrong is logged; the next round may do better."""
    try:
        yield
    except CounterError as error:
        event(_LOG, "central.ezup_waits", level=logging.WARNING, code=error.code)
    except Exception as error:  # noqa: BLE001 - nobody is asked once this thread is dead
        event(_LOG, "central.ezup_failed", level=logging.ERROR, error=type(error).__name__)
