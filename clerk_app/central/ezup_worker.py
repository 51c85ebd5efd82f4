"""The thread that asks registers: woken by the bell, several registers at once."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from clerk_app.central.bell import Bell
from clerk_app.central.ezup_asking import Asking, Going
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
        try:
            for going in self._asking.take():
                self._askers.submit(self._ask, going)
        except CounterError as error:
            event(_LOG, "central.ezup_waits", level=logging.WARNING, code=error.code)

    def _ask(self, going: Going) -> None:
        try:
            self._asking.ask(going)
        except CounterError as error:  # the query ends when its lease does
            event(_LOG, "central.ezup_waits", level=logging.WARNING, code=error.code)
