"""A counter that remembers what the card watcher told it."""

import time

from clerk_app.devices.card_watcher import CardWatcher
from clerk_app.ports.cards import CardNews, CardTrouble, TextRead


class Counter:
    """Steps the watcher on the thread of the test until the news that is waited for has come."""

    def __init__(self, readers) -> None:
        self.news: list[CardNews] = []
        self._watcher = CardWatcher(readers, self.news.append)

    def until(self, kind, *, count: int = 1):
        """The last of ``count`` pieces of news of this kind; everything heard until then is kept in ``news``."""
        deadline = time.monotonic() + 5
        while len(self.of(kind)) < count:
            assert time.monotonic() < deadline, f"{kind.__name__} did not come: {self.news}"
            self._watcher.step(0.5)
        return self.of(kind)[count - 1]

    def of(self, kind):
        return [item for item in self.news if isinstance(item, kind)]

    def people(self):
        return [item.card.person for item in self.of(TextRead)]

    def troubles(self):
        return [item.error.code for item in self.of(CardTrouble)]

    def forget(self) -> None:
        self.news.clear()
