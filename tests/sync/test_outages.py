from __future__ import annotations

from collections.abc import Callable

from clerk_app.domain.errors import Unavailable
from clerk_app.sync.link import LinkState
from clerk_app.sync.outages import OutageWatch

DOWN = LinkState(kind="down", code="line_down", since=100)
GOOD, SLOW = LinkState(kind="good"), LinkState(kind="slow")


class Book:
    """What was written, in order."""

    def __init__(self) -> None:
        self.said: list[tuple[object, ...]] = []

    def begin(self, at: int, kind: str) -> None:
        self.said.append(("begin", at, kind))

    def seen(self, at: int) -> None:
        self.said.append(("seen", at))

    def end(self, at: int) -> None:
        self.said.append(("end", at))

    def recover(self) -> None:
        self.said.append(("recover",))


class Writer:
    """Runs what it is given, or is busy."""

    def __init__(self) -> None:
        self.busy = False

    def __call__[T](self, work: Callable[[], T], /) -> T:
        if self.busy:
            raise Unavailable("store_busy")
        return work()


def test_only_what_changes_is_written() -> None:
    book = Book()
    watch = OutageWatch(book, Writer(), lambda: 900)
    for link in (LinkState(), GOOD, SLOW, DOWN, DOWN, GOOD, LinkState(kind="stopped", code="desk_restored", since=3)):
        watch.take(link)
    assert book.said == [("end", 900), ("begin", 100, "line_down"), ("end", 900)]


def test_what_could_not_be_written_is_written_with_the_next_word() -> None:
    book, writer = Book(), Writer()
    watch = OutageWatch(book, writer, lambda: 900)
    writer.busy = True
    watch.take(DOWN)
    assert book.said == []
    writer.busy = False
    watch.take(DOWN)
    assert book.said == [("begin", 100, "line_down")]
