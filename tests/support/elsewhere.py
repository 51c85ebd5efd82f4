"""The centre's parts beside a town's running one, as another process of it has them, with a clock moved on by days."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from clerk_app.central.clock import DAY
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.i18n import Texts
from tests.journeys.town import Town
from tests.support.central_process import RESOURCES, address_of


class AheadClock:
    """The machine's clock, so many microseconds ahead."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return time.time_ns() // 1000 + self.ahead


class Elsewhere:
    """Used by ``with``: handlers, recipients and the days of a town's centre."""

    def __init__(self, town: Town) -> None:
        self.clock = AheadClock()
        self._settings = CentralSettings(
            listen="127.0.0.1:0",
            database_url=address_of(town.database),
            texts=Texts(RESOURCES / "texts"),
            files=town.folder / "central.db.files",
            now=self.clock,
        )

    def __enter__(self) -> Self:
        self.parts = open_parts(self._settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.parts.database.close()

    def days_pass(self, days: int) -> None:
        """The centre's clock goes on, and it looks what that brings."""
        self.clock.ahead += days * DAY
        self.parts.deliveries.presume()
