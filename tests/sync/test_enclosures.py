"""Uploads go on from where the centre stopped, pause for entries, and do not stop for one bad file."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from clerk_app.contract.enclosures import KEY_WRAP_BYTES, sealed_size
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Cancelled, CounterError, Refused, Unavailable
from clerk_app.sync.enclosures import EnclosureChore
from tests.support.fake_outbox import InlineWrite


def ref(name: str, size: int = 10_000) -> EnclosureRef:
    return EnclosureRef(sha256=name * 64, size=size, media_type="application/pdf", title="Прилог")


class Files:
    """Enclosures on disk, what waits, and the centre's folder, all in one."""

    def __init__(self, *waiting: EnclosureRef) -> None:
        self.refs = list(waiting)
        self.there: dict[str, bytes] = {}
        self.done: list[str] = []
        self.refused: set[str] = set()
        self.failures: list[tuple[str, str, int, bool]] = []
        self.cut_after: int | None = None
        self.no_answer: CounterError | None = None
        self.forgetful = False
        self.longest: int | None = None
        self.bodies: list[int] = []

    def waiting(self) -> tuple[EnclosureRef, ...]:
        return tuple(one for one in self.refs if one.sha256 not in self.done)

    def uploaded(self, sha256: str) -> frozenset[bytes]:
        self.done.append(sha256)
        failed = any(name == sha256 for name, *_rest in self.failures)
        return frozenset({sha256[:1].encode()}) if failed else frozenset()

    def failed(self, sha256: str, code: str, reached: int, *, held: bool) -> frozenset[bytes]:
        self.failures.append((sha256[0], code, reached, held))
        return frozenset({sha256[:1].encode()}) if held else frozenset()

    def whole(self, sha256: str) -> bytes:
        size = next(one.size for one in self.refs if one.sha256 == sha256)
        return (sha256[0].encode() * (KEY_WRAP_BYTES + sealed_size(size)))[: KEY_WRAP_BYTES + sealed_size(size)]

    def upload(self, sha256: str, offset: int) -> Iterator[bytes]:
        yield self.whole(sha256)[offset:]

    def enclosure_offset(self, sha256: str) -> int:
        if self.no_answer is not None:
            raise self.no_answer
        there = self.there.get(sha256, b"")
        if self.forgetful:
            return 0
        return -1 if there == self.whole(sha256) else len(there)

    def send_enclosure(self, sha256: str, offset: int, size: int, pieces: Iterator[bytes], *, length: int) -> int:
        assert size == len(self.whole(sha256))
        assert offset == len(self.there.get(sha256, b""))
        if sha256 in self.refused:
            raise Refused("enclosure_damaged")
        if self.longest is not None and length > self.longest:
            raise Unavailable("line_body_limit")
        self.bodies.append(length)
        for piece in pieces:
            if self.cut_after == 0:
                raise Unavailable("line_down")
            self.there[sha256] = self.there.get(sha256, b"") + piece
            if self.cut_after is not None:
                self.cut_after -= 1
        assert self.forgetful or len(self.there[sha256]) == offset + length
        return self.enclosure_offset(sha256)


def chore(
    files: Files,
    changed: Callable[[frozenset[bytes]], None] = lambda _subjects: None,
    fits: Callable[[int], bool] = lambda _size: True,
) -> EnclosureChore:
    return EnclosureChore(files, files, files, InlineWrite(), changed, fits=fits)  # type: ignore[arg-type]


def test_each_goes_up_whole_and_is_noted() -> None:
    files = Files(ref("a"), ref("b", 300_000))
    chore(files).run(lambda: None)
    assert files.done == ["a" * 64, "b" * 64]


def test_after_a_cut_it_goes_on_where_the_centre_stopped() -> None:
    files = Files(ref("a"))
    files.cut_after = 1
    with pytest.raises(Unavailable):
        chore(files).run(lambda: None)
    assert files.done == []
    arrived = len(files.there["a" * 64])
    assert 0 < arrived < len(files.whole("a" * 64))
    assert files.failures == [("a", "line_down", 0, False)]
    files.cut_after = None
    chore(files).run(lambda: None)
    assert files.done == ["a" * 64]


def test_what_the_centre_has_already_is_only_noted() -> None:
    files = Files(ref("a"))
    files.there["a" * 64] = files.whole("a" * 64)
    chore(files).run(lambda: None)
    assert files.done == ["a" * 64]


def test_one_that_is_refused_does_not_stop_the_next_and_is_held_and_told() -> None:
    files = Files(ref("a"), ref("b"))
    files.refused.add("a" * 64)
    told: list[frozenset[bytes]] = []
    chore(files, told.append).run(lambda: None)
    assert files.done == ["b" * 64]
    assert files.failures == [("a", "enclosure_damaged", 0, True)]
    assert told == [frozenset({b"a"})]


def test_a_trouble_of_the_moment_ends_the_run_and_is_counted_where_it_began() -> None:
    files = Files(ref("a"), ref("b"))
    files.there["a" * 64] = files.whole("a" * 64)[:100]
    files.cut_after = 0
    with pytest.raises(Unavailable, match="line_down"):
        chore(files).run(lambda: None)
    assert files.failures == [("a", "line_down", 100, False)]
    assert files.done == []


def test_what_stops_the_whole_line_is_no_fault_of_an_enclosure() -> None:
    files = Files(ref("a"))
    files.no_answer = Unavailable("line_down")
    with pytest.raises(Unavailable):
        chore(files).run(lambda: None)
    files.no_answer = Refused("desk_fenced")
    with pytest.raises(Refused):
        chore(files).run(lambda: None)
    assert files.failures == []


def test_a_centre_that_does_not_confirm_the_whole_is_tried_again() -> None:
    files = Files(ref("a"))
    files.forgetful = True
    with pytest.raises(Unavailable, match="enclosure_unfinished"):
        chore(files).run(lambda: None)
    assert files.failures == [("a", "enclosure_unfinished", 0, False)]
    assert files.done == []


def test_the_end_of_the_program_is_no_failure() -> None:
    files = Files(ref("a", 40_000))
    turns = itertools.count()

    def pause() -> None:
        if next(turns) > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        chore(files).run(pause)
    assert files.failures == []


def test_it_pauses_before_every_small_piece() -> None:
    files = Files(ref("a", 40_000))
    pauses: list[int] = []
    chore(files).run(lambda: pauses.append(len(files.there.get("a" * 64, b""))))
    steps = [after - before for before, after in itertools.pairwise(pauses)]
    assert len(pauses) > 9
    assert max(steps) <= 4096


def test_what_does_not_fit_the_line_waits_and_the_rest_goes() -> None:
    files = Files(ref("a", size=50_000), ref("b"))
    chore(files, fits=lambda size: size < 20_000).run(lambda: None)
    assert files.done == ["b" * 64]
    assert files.failures == []
    chore(files).run(lambda: None)
    assert files.done == ["b" * 64, "a" * 64]


def test_where_no_body_so_long_is_taken_it_goes_in_parts_and_the_next_one_too() -> None:
    files = Files(ref("a", 600_000), ref("b", 100_000))
    files.longest = 50_000
    chore(files).run(lambda: None)
    assert files.done == ["a" * 64, "b" * 64]
    assert files.failures == []
    assert files.there == {name: files.whole(name) for name in files.done}
    assert max(files.bodies) <= 50_000
    assert sum(files.bodies) == sum(map(len, files.there.values()))


def test_in_parts_it_goes_on_where_it_was_cut() -> None:
    files = Files(ref("a", 600_000))
    files.longest, files.cut_after = 50_000, 30
    with pytest.raises(Unavailable, match="line_down"):
        chore(files).run(lambda: None)
    arrived = len(files.there["a" * 64])
    assert arrived > 100_000
    assert files.done == []
    files.cut_after = None
    chore(files).run(lambda: None)
    assert files.done == ["a" * 64]


def test_where_not_even_the_smallest_body_is_taken_it_is_a_trouble_of_the_line() -> None:
    files = Files(ref("a", 600_000))
    files.longest = 4_000
    with pytest.raises(Unavailable, match="line_body_limit"):
        chore(files).run(lambda: None)
    assert files.failures == [("a", "line_body_limit", 0, False)]
