"""Pages of lists: whole, as what changed, resumable, signed; from versions that are still known."""

from __future__ import annotations

import httpx
import pytest

from clerk_app.central.lists import pages as central_lists
from clerk_app.central.lists.loading import KEPT_VERSIONS, load
from clerk_app.central.lists.pages import Lists
from clerk_app.contract import canonical
from clerk_app.contract.exchange import LISTS
from clerk_app.contract.lists import EMPTY, ListAsked, ListPage, PageRow, moved, verified
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk

TOWN = "primerovo"
ROWS = [PageRow(f"{place:04d}", f"Улица {place}", "" if place % 2 else f"Street {place}") for place in range(9)]


def asked_of(reply: httpx.Response, asked: ListAsked, desk: LoneDesk) -> ListPage:
    assert reply.status_code == 200, reply.text
    return verified(reply.content, asked, desk.anchor.centre_sign)


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["type"].rpartition(":")[2]


def pages(centre: Running, name: str, version: int, since: int, most: int) -> list[PageRow]:
    """Every row, page after page."""
    parts = centre.central.parts
    served, rows, after = Lists(parts.database, parts.keys, parts.desks), [], ""
    while True:
        page = served.page(ListAsked(name, version, since, after, most))
        assert len(page.rows) <= most
        rows += page.rows
        if page.last:
            return rows
        after = page.rows[-1].code


def follow(rows: list[PageRow], changes: list[PageRow]) -> list[PageRow]:
    known = {row.code: row for row in rows} | {row.code: row for row in changes}
    return [row for _code, row in sorted(known.items()) if row.sr]


def test_a_desk_gets_signed_pages_and_goes_on_where_it_was(caller: Caller, desk: LoneDesk) -> None:
    first = ListAsked("settlements", 1, most=3)
    page = asked_of(caller.ask(desk, "POST", LISTS, content=canonical.encode(first)), first, desk)
    assert (len(page.rows), page.last, page.rows[0].sr) == (3, False, "Примерово")
    rest = ListAsked("settlements", 1, after=page.rows[-1].code)
    page = asked_of(caller.ask(desk, "POST", LISTS, content=canonical.encode(rest)), rest, desk)
    assert (len(page.rows), page.last) == (4, True)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (ListAsked("villages", 1), (404, "not_found")),
        (ListAsked("streets", 2), (410, "list_version_gone")),
        (ListAsked("streets", 0), (410, "list_version_gone")),
        (ListAsked("streets", 1, 7, "0001"), (410, "list_version_gone")),
    ],
)
def test_what_is_not_there_is_said(caller: Caller, desk: LoneDesk, asked: ListAsked, refusal: tuple[int, str]) -> None:
    assert code_of(caller.ask(desk, "POST", LISTS, content=canonical.encode(asked))) == refusal


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"name":"streets","version":99999999999999999999}',
        b'{"name":"streets","version":1,"most":0}',
        b'{"name":"streets","version":1,"most":2001}',
        b'{"name":"streets","version":-1}',
    ],
)
def test_a_question_that_is_none_is_malformed(caller: Caller, desk: LoneDesk, body: bytes) -> None:
    status, code = code_of(caller.ask(desk, "POST", LISTS, content=body))
    assert (status, code) in {(400, "malformed"), (422, "malformed")}


def test_strange_names_and_places_are_no_bug(caller: Caller, desk: LoneDesk) -> None:
    for body in (b'{"name":"\\u0000","version":1}', b'{"name":"streets","version":1,"after":"\\u0000"}'):
        assert caller.ask(desk, "POST", LISTS, content=body).status_code < 500


@pytest.mark.parametrize("most", [1, 2, 100])
def test_changes_lead_from_any_version_to_any_later_one(
    centre: Running, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(central_lists, "_AT_ONCE", 2)
    steps = [
        ROWS,
        ROWS[1:],
        [PageRow("0003", "Друга"), *ROWS[5:], PageRow("0009", "Нова")],
        ROWS[:1],
        [],
        [PageRow("0004", "Опет"), *ROWS[:2]],
    ]
    for rows in steps:
        load(centre.central.parts.database, TOWN, "lanes", rows)
    for since, before in enumerate(([], *steps)):
        for version in range(max(since, 1), len(steps) + 1):
            wanted = sorted(steps[version - 1], key=lambda row: row.code)
            changes = pages(centre, "lanes", version, since, most)
            assert follow([] if not since else before, changes) == wanted
            assert {row.code for row in changes if not row.sr} <= {row.code for row in before}
            assert moved(EMPTY, added=wanted) == moved(EMPTY, added=pages(centre, "lanes", version, 0, 100))


def test_a_version_from_long_ago_gets_all_rows_or_is_told_to_begin_anew(centre: Running) -> None:
    parts = centre.central.parts
    served = Lists(parts.database, parts.keys, parts.desks)
    for version in range(KEPT_VERSIONS + 3):
        load(parts.database, TOWN, "lanes", [PageRow("1", f"Улица {version}")])
    newest = KEPT_VERSIONS + 3
    page = served.page(ListAsked("lanes", newest, 1))
    assert (page.since, page.rows) == (0, [PageRow("1", f"Улица {newest - 1}")])
    with pytest.raises(Refused, match="list_version_gone"):
        served.page(ListAsked("lanes", newest, 1, "0"))
    with pytest.raises(Refused, match="list_version_gone"):
        served.page(ListAsked("lanes", 1))


def test_a_page_of_long_labels_is_cut_by_its_bytes(centre: Running) -> None:
    parts = centre.central.parts
    load(parts.database, TOWN, "lanes", [PageRow(f"{place:04d}", "Ш" * 200) for place in range(1000)])
    page = Lists(parts.database, parts.keys, parts.desks).page(ListAsked("lanes", 1, most=2000))
    assert (page.last, 400 < len(page.rows) < 500) == (False, True)
