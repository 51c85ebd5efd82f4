"""Lists come page by page, pause for entries, go on after a cut, and one that is wrong keeps no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.lists import EMPTY, ITEM, ListAsked, ListInfo, ListPage, PageRow, moved
from clerk_app.contract.reference import Item
from clerk_app.domain.errors import Cancelled, CounterError, Damaged, Refused, Unavailable
from clerk_app.sync.lists import A_TURN, ROWS_AT_ONCE, ListChore, needed
from tests.support.fake_outbox import InlineWrite
from tests.support.kept_reference import Kept


def rows_of(count: int, word: str = "Улица") -> list[PageRow]:
    return [PageRow(f"{place:05d}", f"{word} {place}") for place in range(count)]


def info_of(name: str, rows: list[PageRow], version: int = 1) -> ListInfo:
    return ListInfo(name, version, len(rows), moved(EMPTY, added=rows).hex())


class Offered(Kept):
    """Services that name lists, and the lists that the centre announces."""

    def __init__(self, named: tuple[str, ...], infos: list[ListInfo]) -> None:
        super().__init__()
        self.named = named
        self.announce(infos)

    def announce(self, infos: list[ListInfo]) -> None:
        self.keep([Item(ITEM, 1, msgspec.Raw(canonical.encode(infos)))])

    def services(self) -> tuple[Item, ...]:
        fields = [{"code": "f", "label": {"sr": "x"}, "type": "lookup", "list": name} for name in self.named]
        section = {"code": "s", "title": {"sr": "x"}, "fields": fields}
        words = {name: {"sr": "x"} for name in ("name", "department", "legal_basis")}
        whole = {"id": "a", "version": 1, "rap": "", "classification": "1", "deadline": {"kind": "at_once"}}
        good = Item("service/a@1", 1, msgspec.Raw(canonical.encode(whole | words | {"sections": [section]})))
        return good, Item("service/b@1", 1, msgspec.Raw(b'{"of":"tomorrow"}'))


@dataclass
class World:
    """The centre's rows, the desk's file, and a clock that each page moves on."""

    lists: dict[str, list[PageRow]]
    here: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[PageRow]] = field(default_factory=dict)
    asked: list[ListAsked] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    errors: list[CounterError | None] = field(default_factory=list)
    wrong: str = ""
    to_sweep: int = 0
    now: float = 0.0
    a_page: float = 0.1

    def list_page(self, asked: ListAsked) -> ListPage:
        self.asked.append(asked)
        self.now += self.a_page
        if self.errors and (error := self.errors.pop(0)) is not None:
            raise error
        left = [row for row in self.lists[asked.name] if row.code > asked.after]
        some = left[: asked.most]
        return ListPage(asked.name, asked.version, 0, asked.after, len(some) == len(left), some)

    def next_page(self, info: ListInfo) -> ListAsked | None:
        if self.here.get(info.name) == info.version:
            return None
        kept = self.rows.get(info.name, [])
        return ListAsked(info.name, info.version, 0, kept[-1].code if kept else "")

    def put(self, part: ListPage) -> None:
        self.parts.append(len(part.rows))
        self.rows.setdefault(part.name, []).extend(part.rows)

    def finish(self, name: str) -> None:
        if name == self.wrong:
            raise Damaged("list_wrong", list=name)
        self.here[name] = 1

    def drop(self, name: str) -> None:
        self.dropped.append(name)
        self.rows.pop(name, None)

    def sweep(self) -> bool:
        self.to_sweep -= 1
        return self.to_sweep >= 0


def chore_of(world: World, reference: Offered, **told: Callable[[], None]) -> ListChore:
    return ListChore(world, world, reference, InlineWrite(), monotonic=lambda: world.now, **told)


def offered(world: World, *more: str) -> Offered:
    infos = [info_of(name, rows) for name, rows in world.lists.items()]
    return Offered((*world.lists, *more), infos)


def test_what_services_need_comes_whole_in_small_commits() -> None:
    world = World({"streets": rows_of(1000), "settlements": rows_of(3)})
    changed: list[int] = []
    chore_of(world, offered(world), changed=lambda: changed.append(1)).run(lambda: None)
    assert world.rows == world.lists
    assert world.asked[0].name == "settlements"  # the smaller one first
    assert (max(world.parts), len(changed)) == (ROWS_AT_ONCE, 2)


def test_what_nobody_needs_or_nobody_has_is_not_asked_for() -> None:
    world = World({"streets": rows_of(2)})
    reference = Offered(("villages",), [info_of("streets", world.lists["streets"])])
    chore_of(world, reference).run(lambda: None)
    assert world.asked == []
    reference.items.clear()
    assert needed(reference) == ()


def test_a_cut_line_goes_on_where_it_was() -> None:
    world = World({"streets": rows_of(900)}, errors=[None, Unavailable("line_down")])
    chore = chore_of(world, offered(world))
    with pytest.raises(Unavailable, match="line_down"):
        chore.run(lambda: None)
    kept = len(world.rows["streets"])
    chore.run(lambda: None)
    assert world.asked[2].after == f"{kept - 1:05d}"
    assert world.rows == world.lists


def test_it_pauses_before_every_page_and_every_commit() -> None:
    world = World({"streets": rows_of(1000)})
    paused: list[int] = []
    chore_of(world, offered(world)).run(lambda: paused.append(1))
    assert len(paused) >= len(world.asked) + len(world.parts)


def test_the_end_of_the_program_ends_it() -> None:
    def stop() -> None:
        raise Cancelled

    world = World({"streets": rows_of(10)})
    with pytest.raises(Cancelled):
        chore_of(world, offered(world)).run(stop)
    assert world.asked == []


def test_a_wrong_list_keeps_no_other_and_is_told_at_the_end() -> None:
    world = World({"settlements": rows_of(3), "streets": rows_of(9)}, wrong="settlements")
    with pytest.raises(Damaged, match="list_wrong"):
        chore_of(world, offered(world)).run(lambda: None)
    assert (world.here, world.dropped) == ({"streets": 1}, ["settlements"])


def test_a_forged_page_is_dropped_with_what_came_before_it() -> None:
    world = World({"streets": rows_of(900)}, errors=[None, Damaged("list_forged", list="streets")])
    with pytest.raises(Damaged, match="list_forged"):
        chore_of(world, offered(world)).run(lambda: None)
    assert (world.dropped, world.rows) == (["streets"], {})


def test_a_version_that_vanished_meanwhile_is_given_up_and_the_news_are_asked_for() -> None:
    gone = Refused("list_version_gone")
    world = World({"settlements": rows_of(3), "streets": rows_of(900)}, errors=[None, None, gone])
    renewed: list[int] = []
    chore_of(world, offered(world), renew=lambda: renewed.append(1)).run(lambda: None)
    assert (world.dropped, world.here, renewed) == (["streets"], {"settlements": 1}, [1])


def test_a_long_list_takes_several_turns() -> None:
    world = World({"streets": rows_of(3000)}, a_page=A_TURN / 3)
    again: list[int] = []
    chore = chore_of(world, offered(world), again=lambda: again.append(1))
    chore.run(lambda: None)
    assert (world.here, again) == ({}, [1])
    while len(again) < 20 and not world.here:
        chore.run(lambda: None)
    assert world.rows == world.lists


def test_pages_grow_on_a_quick_line_and_shrink_on_a_slow_one() -> None:
    world = World({"streets": rows_of(3000)})
    chore_of(world, offered(world)).run(lambda: None)
    assert [asked.most for asked in world.asked] == [250, 500, 1000, 2000]
    slow = World({"streets": rows_of(500)}, a_page=4.0)
    chore_of(slow, offered(slow)).run(lambda: None)
    assert [asked.most for asked in slow.asked][:3] == [250, 125, 125]


def test_what_is_left_is_tidied_in_turns_too() -> None:
    world = World({}, to_sweep=5)
    again: list[int] = []

    def pause() -> None:
        world.now += A_TURN

    chore = chore_of(world, offered(world), again=lambda: again.append(1))
    chore.run(pause)
    assert (world.to_sweep > 0, again) == (True, [1])
