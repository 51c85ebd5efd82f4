"""Behind real proxies, also such that keep bodies until they end, everything arrives, and nothing twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.carriers.dialling import Dialler
from clerk_app.carriers.transport import Proxy, Route
from clerk_app.sync.enclosures import EnclosureChore
from clerk_app.sync.engine import Engine, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.link import LinkState
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.once import OnceParts, once
from tests.journeys.exchange_day import CentreProcess, RealDesk
from tests.support.centre_rows import rows
from tests.support.hand_moved_pulse import Watch
from tests.support.nginx import Nginx
from tests.support.thin_line import ThinLine
from tests.support.tinyproxy import PASSWORD, USER, Tinyproxy

OPEN = "SELECT count(*) FROM desk_outbox WHERE state <> 'accepted'"
REGISTERED = "SELECT count(*) FROM replica_request"
LONG = 120.0
TO_CENTRE = ("proxy_ssl_verify off;", "proxy_ssl_protocols TLSv1.3;")
HOLDS_ANSWERS = ("proxy_ignore_headers X-Accel-Buffering;",)
THIN = 3500


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentreProcess]:
    running = CentreProcess(tmp_path)
    running.start()
    yield running
    running.stop()


class Exchanging:
    """A desk whose engine runs on the machine's own time, over a route."""

    def __init__(self, folder: Path, centre: CentreProcess, route: Route | None = None) -> None:
        self.watch = Watch()
        self.links: list[LinkState] = []
        self.alarms: list[str] = []
        self.desk = RealDesk(folder, centre, route=route)
        self.engine = Engine(
            Surroundings(
                line=self.desk.line,
                outbox=self.desk.outbox,
                write=self.desk.write,
                identity=self.desk.identity,
                clock=self.desk.clock,
                pulse=RealPulse(),
                jitter=lambda: 0.1,
                awaiting=lambda: True,
                news=News(changed=self.watch.note, alarm=self.alarms.append),
                link=self._link,
            )
        )

    def run(self, count: int) -> float:
        """Accept so many requests, and exchange until all have their numbers; tells how many seconds that took."""
        for who in range(count):
            self.desk.accept(who)
        began = time.monotonic()
        self.engine.start()
        self.watch.until(lambda: self._registered(count), LONG)
        took = time.monotonic() - began
        assert self.engine.stop()
        self.desk.close()
        return took

    def _registered(self, count: int) -> bool:
        return self.desk.scalar(OPEN) == 0 and self.desk.scalar(REGISTERED) == count

    def _link(self, state: LinkState) -> None:
        self.links.append(state)
        self.watch.note()


def all_once(centre: CentreProcess, count: int) -> bool:
    sql = "SELECT count(*), count(DISTINCT seq), min(seq), max(seq) FROM entry"
    return rows(centre.database, sql) == [(count, count, 1, count)]


def posts(nginx: Nginx) -> int:
    return sum(1 for line in nginx.requests() if line.startswith("POST /v1/exchange") and line.endswith(" 200"))


def test_a_proxy_that_passes_bodies_on_is_streamed_through(
    tmp_path: Path, centre: CentreProcess, record_property
) -> None:
    lines = (
        "proxy_request_buffering off;",
        "proxy_buffering off;",
        "proxy_http_version 1.1;",
        "client_max_body_size 0;",
    )
    with Nginx(tmp_path, centre.url, *TO_CENTRE, *lines) as nginx:
        centre.url = nginx.url
        exchanging = Exchanging(tmp_path, centre)
        took = exchanging.run(200)
        assert exchanging.alarms == []
        assert not any(link.by_parcels for link in exchanging.links)
    assert all_once(centre, 200)
    record_property("proxies", ["nginx that passes bodies on", 200, f"{took:.1f} s", posts(nginx)])


def test_answers_that_are_held_back_are_asked_for_in_short_polls(
    tmp_path: Path, centre: CentreProcess, record_property
) -> None:
    with Nginx(tmp_path, centre.url, *TO_CENTRE, *HOLDS_ANSWERS) as nginx:
        centre.url = nginx.url
        exchanging = Exchanging(tmp_path, centre)
        took = exchanging.run(200)
        assert exchanging.alarms == []
        assert exchanging.links[-1].by_parcels
    assert all_once(centre, 200)
    record_property("proxies", ["nginx that holds answers back", 200, f"{took:.1f} s", posts(nginx)])


def test_a_backlog_longer_than_a_proxy_takes_in_one_body_goes_in_small_ones(
    tmp_path: Path, centre: CentreProcess, record_property
) -> None:
    with Nginx(tmp_path, centre.url, *TO_CENTRE, "client_max_body_size 20k;") as nginx:
        centre.url = nginx.url
        exchanging = Exchanging(tmp_path, centre)
        took = exchanging.run(600)
        assert exchanging.alarms == []
        assert any(link.by_parcels for link in exchanging.links)
    assert all_once(centre, 600)
    record_property("proxies", ["nginx that takes 20 kB a body", 600, f"{took:.1f} s", posts(nginx)])


def test_on_a_thin_line_to_a_proxy_that_holds_bodies_parcels_go_one_by_one(
    tmp_path: Path, centre: CentreProcess, record_property
) -> None:
    with Nginx(tmp_path, centre.url, *TO_CENTRE) as nginx:
        line = ThinLine(nginx.port, THIN)
        try:
            centre.url = f"http://127.0.0.1:{line.port}"
            exchanging = Exchanging(tmp_path, centre)
            took = exchanging.run(1000)
        finally:
            line.close()
        assert exchanging.alarms == []
        assert any(link.by_parcels for link in exchanging.links)
    assert all_once(centre, 1000)
    assert posts(nginx) > 6
    record_property("proxies", ["nginx as it comes, 3.5 kB/s", 1000, f"{took:.1f} s", posts(nginx)])


@pytest.mark.parametrize("keeps", ["on", "off"])
def test_an_enclosure_longer_than_a_proxy_takes_in_one_body_goes_up_in_parts(
    tmp_path: Path, centre: CentreProcess, record_property, keeps: str
) -> None:
    paper = tmp_path / "prilog.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + b"x" * 1_000_000 + b"\n%%EOF\n")
    lines = ("client_max_body_size 100k;", f"proxy_request_buffering {keeps};")
    with Nginx(tmp_path, centre.url, *TO_CENTRE, *lines) as nginx:
        centre.url = nginx.url
        desk = RealDesk(tmp_path, centre)
        ref = desk.enclosures.keep(paper, "Пуномоћје", "", original=True)
        desk.accept(1, ref)
        once(
            OnceParts(
                line=desk.line,
                outbox=desk.outbox,
                write=desk.write,
                identity=desk.identity,
                clock=desk.clock,
                pulse=RealPulse(),
                alarm=pytest.fail,
            )
        )
        EnclosureChore(desk.files, desk.enclosures, desk.uploads, desk.write).run(lambda: None)
        assert desk.uploads.waiting() == ()
        desk.close()
    answers = [line.rsplit(" ", 1)[1] for line in nginx.requests() if line.startswith("PATCH")]
    assert rows(centre.database, "SELECT size FROM enclosure") == [(ref.size,)]
    assert answers.count("413") <= 4
    record_property("proxies", ["nginx that takes 100 kB a body", 1, f"{ref.size} bytes", len(answers)])


@pytest.mark.parametrize("guarded", [False, True])
def test_a_tunnel_is_streamed_through(tmp_path: Path, centre: CentreProcess, record_property, *, guarded: bool) -> None:
    with Tinyproxy(tmp_path, guarded=guarded) as tinyproxy:
        signs_in = (USER, PASSWORD) if guarded else ("", "")
        exchanging = Exchanging(tmp_path, centre, Route(Dialler(), Proxy(tinyproxy.url, *signs_in)))
        took = exchanging.run(200)
        assert exchanging.alarms == []
        assert not any(link.by_parcels for link in exchanging.links)
        assert tinyproxy.tunnels() >= 2
    assert all_once(centre, 200)
    name = "tinyproxy that asks for a password" if guarded else "tinyproxy"
    record_property("proxies", [name, 200, f"{took:.1f} s", tinyproxy.tunnels()])
