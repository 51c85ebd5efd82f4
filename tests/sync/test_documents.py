"""Documents are fetched one at a time, give way to what presses, and are kept only when they are what was told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest

from clerk_app.contract.delivery import LARGEST
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Cancelled, CounterError, Damaged, Refused, Unavailable
from clerk_app.ports.delivery import AwaitedDocument
from clerk_app.sync.documents import DocumentChore
from tests.support.fake_outbox import InlineWrite

PDF = b"%PDF-1.7 whole"
SECOND = 1_000_000


def awaited(name: str, plain: bytes = PDF, size: int = 0) -> AwaitedDocument:
    digest = hashlib.sha256(plain).hexdigest()
    ref = EnclosureRef(sha256=digest, size=size or len(plain), media_type="application/pdf", title="Решење")
    return AwaitedDocument(id=name, ref=ref, subject=name.encode())


class There:
    """The centre's documents and the desk's, both in a test's hand."""

    def __init__(self, *waiting: AwaitedDocument) -> None:
        self.waiting = list(waiting)
        self.says: dict[str, bytes | CounterError] = {}
        self.held: dict[str, bytes] = {}
        self.again: dict[str, list[int]] = {}
        self.asked: list[str] = []

    def awaited(self, now: int) -> tuple[AwaitedDocument, ...]:
        due = [one for one in self.waiting if max(self.again.get(one.id, [0])) <= now]
        return tuple(one for one in due if one.id not in self.held)

    def document(self, name: str, size: int) -> Iterator[bytes]:
        self.asked.append(name)
        said = self.says.get(name, PDF)
        if isinstance(said, CounterError):
            raise said
        for place in range(0, len(said), 4):
            yield said[place : place + 4]

    def open_document(self, name: str, sealed: bytes) -> bytes:
        return sealed

    def kept(self, document: AwaitedDocument, plain: bytes) -> None:
        self.held[document.id] = plain

    def spoilt(self, document: AwaitedDocument, again_at: int) -> None:
        self.again.setdefault(document.id, []).append(again_at)

    def tries(self, document: AwaitedDocument) -> int:
        return len(self.again.get(document.id, []))


class Told:
    """Who heard what, and the clock."""

    def __init__(self) -> None:
        self.now = 0
        self.changed: list[frozenset[bytes]] = []
        self.alarms: list[str] = []

    def chore(self, there: There) -> DocumentChore:
        return DocumentChore(
            there, there, InlineWrite(), now=lambda: self.now, changed=self.changed.append, alarm=self.alarms.append
        )


def nothing() -> None:
    pass


def test_each_is_fetched_once_and_its_case_shown_again() -> None:
    there, told = There(awaited("a"), awaited("b")), Told()
    chore = told.chore(there)
    chore.run(nothing)
    chore.run(nothing)
    assert there.held == {"a": PDF, "b": PDF}
    assert there.asked == ["a", "b"]
    assert told.changed == [frozenset({b"a"}), frozenset({b"b"})]


@pytest.mark.parametrize("said", [b"%PDF-1.7 other", b"", Damaged("seal_broken"), Refused("document_unknown")])
def test_bad_bytes_are_not_kept_and_asked_for_again_later_and_later(said: bytes | CounterError) -> None:
    there, told = There(awaited("a"), awaited("b")), Told()
    there.says["a"] = said
    chore = told.chore(there)
    chore.run(nothing)
    assert there.held == {"b": PDF}
    assert there.again["a"] == [60 * SECOND]
    assert told.alarms == ["document_unknown" if isinstance(said, Refused) else "document_damaged"]
    chore.run(nothing)
    assert there.asked == ["a", "b"]
    told.now = 60 * SECOND
    chore.run(nothing)
    assert there.again["a"] == [60 * SECOND, 180 * SECOND]
    there.says["a"], told.now = PDF, 180 * SECOND
    chore.run(nothing)
    assert there.held["a"] == PDF


@pytest.mark.parametrize("size", [LARGEST + 1, -1])
def test_what_is_larger_than_any_is_not_even_asked_for(size: int) -> None:
    there, told = There(awaited("a", size=size)), Told()
    told.chore(there).run(nothing)
    assert (there.asked, there.held, told.alarms) == ([], {}, ["document_damaged"])


def test_the_line_that_goes_is_tried_again_by_whoever_runs_it() -> None:
    there, told = There(awaited("a"), awaited("b")), Told()
    there.says["a"] = Unavailable("line_down")
    with pytest.raises(Unavailable, match="line_down"):
        told.chore(there).run(nothing)
    assert (there.held, there.again, told.alarms) == ({}, {}, [])


def test_it_pauses_between_pieces_and_ends_when_the_program_does() -> None:
    there, told, pauses = There(awaited("a")), Told(), []

    def end(after: int) -> Callable[[], None]:
        def pause() -> None:
            pauses.append(1)
            if len(pauses) > after:
                raise Cancelled

        return pause

    with pytest.raises(Cancelled):
        told.chore(there).run(end(2))
    assert (len(pauses), there.held, told.alarms) == (3, {}, [])
