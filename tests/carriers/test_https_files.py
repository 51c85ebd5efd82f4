"""Reference data is believed with its signature only; enclosures go up from where the centre stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest

from clerk_app.carriers.https_files import HttpsFiles
from clerk_app.carriers.wire import pinned_wire
from clerk_app.contract import canonical, lists, reference
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.lists import ListAsked, ListPage, PageRow
from clerk_app.contract.reference import Item
from clerk_app.domain.errors import Damaged, Unavailable
from tests.support.raw_server import Request, Talk

CENTRE = SigningKey(b"c" * 32)
ITEM = Item(name="municipality", version=3, body=msgspec.Raw(b'{"name":"x"}'))


@pytest.fixture
def files_at(serve, authority, tls):
    wires = []

    def open_files(handler) -> HttpsFiles:
        wires.append(pinned_wire(serve(handler, tls).url, authority.pem))
        return HttpsFiles(wires[-1], CENTRE.public)

    yield open_files
    for wire in wires:
        wire.close()


def answering(body: bytes, seen: list[Request], extra: str = ""):
    def handler(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            seen.append(request)
            talk.answer(body, extra=extra)

    return handler


def test_what_is_known_is_told_and_what_is_new_comes(files_at) -> None:
    seen: list[Request] = []
    files = files_at(answering(canonical.encode(reference.sign([ITEM], CENTRE)), seen))
    assert [item.name for item in files.reference({"municipality": 2})] == ["municipality"]
    assert canonical.decode(seen[0].body, dict[str, int]) == {"municipality": 2}


def test_reference_data_signed_by_another_is_refused(files_at) -> None:
    forged = canonical.encode(reference.sign([ITEM], SigningKey(b"x" * 32)))
    with pytest.raises(Damaged, match="reference_forged"):
        files_at(answering(forged, [])).reference({})


@pytest.mark.parametrize(("header", "offset"), [("4096", 4096), ("0", 0), ("-1", -1)])
def test_how_much_of_an_enclosure_is_there(files_at, header: str, offset: int) -> None:
    seen: list[Request] = []
    files = files_at(answering(b"", seen, extra=f"Upload-Offset: {header}\r\n"))
    assert files.enclosure_offset("ab" * 32) == offset
    assert (seen[0].method, seen[0].target) == ("HEAD", "/v1/enclosures/" + "ab" * 32)


def test_an_answer_without_the_offset_is_not_ours(files_at) -> None:
    with pytest.raises(Unavailable, match="line_portal"):
        files_at(answering(b"", [])).enclosure_offset("ab" * 32)


def test_an_upload_says_where_it_begins_how_long_it_is_and_how_long_it_will_be(files_at) -> None:
    seen: list[Request] = []
    files = files_at(answering(b"", seen, extra="Upload-Offset: 20100\r\n"))
    pieces = iter((b"x" * 15_000, b"y" * 5_000))
    assert files.send_enclosure("ab" * 32, 100, 50_000, pieces, length=20_000) == 20_100
    (request,) = seen
    assert request.body == b"x" * 15_000 + b"y" * 5_000
    told = [request.headers.get(name) for name in ("upload-offset", "upload-length", "content-length")]
    assert told == ["100", "50000", "20000"]


def test_a_body_that_is_too_long_for_somebody_on_the_way_goes_no_further_once_that_is_said(files_at) -> None:
    said, sent = threading.Event(), []

    def handler(talk: Talk) -> None:
        if talk.head() is not None:
            talk.answer(b"<html>", status="413 Request Entity Too Large", kind="text/html")
            said.set()
            while talk.sock.recv(65536):
                """It is thrown away, as proxies do."""

    def pieces() -> Iterator[bytes]:
        for _ in range(1000):
            sent.append(1)
            yield b"x" * 4096
            said.wait(20)

    with pytest.raises(Unavailable, match="line_body_limit"):
        files_at(handler).send_enclosure("ab" * 32, 0, 4_096_000, pieces(), length=4_096_000)
    assert len(sent) < 10


def test_a_page_of_a_list_is_believed_with_its_signature_only(files_at) -> None:
    seen: list[Request] = []
    asked = ListAsked("streets", 1)
    page = ListPage("streets", 1, 0, "", True, [PageRow("1", "Узорна")])
    assert files_at(answering(lists.sign(page, CENTRE), seen)).list_page(asked) == page
    assert canonical.decode(seen[0].body, ListAsked) == asked
    for raw in (lists.sign(page, SigningKey(b"x" * 32)), b"<html>"):
        with pytest.raises(Damaged, match="list_forged"):
            files_at(answering(raw, [])).list_page(asked)


def test_a_page_that_is_cut_is_a_matter_of_the_line(files_at) -> None:
    raw = lists.sign(ListPage("streets", 1, 0, "", True, [PageRow("1", "Узорна")]), CENTRE)

    def handler(talk: Talk) -> None:
        if talk.request() is not None:
            talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(raw) + raw[:80])

    with pytest.raises(Unavailable, match="line_"):
        files_at(handler).list_page(ListAsked("streets", 1))
