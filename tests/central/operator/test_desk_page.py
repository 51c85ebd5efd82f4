"""The page of one desk, and its way out of use."""

from __future__ import annotations

from sqlalchemy import select

from clerk_app.central.schema import REQUEST
from clerk_app.contract.link import LinkReport
from tests.central.conftest import TEXTS, Running
from tests.support.lone_desk import Caller
from tests.support.operator_at_page import OperatorAtPage


def test_a_desk_is_stopped_its_entries_admitted_and_then_it_is_wiped(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    path = f"/operator/desks/{desk.code}"
    with Caller(centre.url, desk.anchor) as caller, OperatorAtPage(centre.central, centre.url) as operator:
        assert TEXTS.text("operator.stop.what") in operator.page(f"{path}/stop")
        assert operator.act(f"{path}/stop").headers["location"] == f"{path}?said=operator.said.stopped"
        caller.send(desk, desk.cut(desk.receive(), desk.receive(), desk.receive()))
        page = operator.page(path)
        assert page.count('type="checkbox"') == 3
        assert "Пробић" not in page
        assert operator.act(f"{path}/admit", which="chosen").status_code == 422
        assert operator.act(f"{path}/admit", which="chosen", seq=["1", "x"]).status_code == 303
        assert operator.page(path).count('type="checkbox"') == 2
        assert operator.act(f"{path}/admit", which="all").status_code == 303
        with parts.database.read() as connection:
            assert len(connection.execute(select(REQUEST)).all()) == 3
        assert operator.act(f"{path}/resume").status_code == 303
        assert operator.act(f"{path}/wipe", code=desk.code).status_code == 403
        operator.act(f"{path}/stop")
        assert operator.act(f"{path}/wipe", code="B9").status_code == 422
        assert operator.act(f"{path}/wipe", code=desk.code.lower()).status_code == 303
        assert TEXTS.text("operator.revocation.wiping", at="x").partition("x")[0] in operator.page(path)
        assert caller.answer(desk).order == "wipe"


def test_whoever_only_looks_sees_no_button(centre: Running) -> None:
    desk = centre.clerk()
    with OperatorAtPage(centre.central, centre.url, role="viewer", name="Вера") as viewer:
        page = viewer.page(f"/operator/desks/{desk.code}")
    assert f"/operator/desks/{desk.code}/stop" not in page


def test_the_line_is_told_by_hours_and_what_would_be_lost_is_said(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    path = f"/operator/desks/{desk.code}"
    with OperatorAtPage(centre.central, centre.url) as operator:
        assert TEXTS.text("operator.desk.line_untold") in operator.page(path)
        told = LinkReport(waiting=41, oldest=8192, rate=4096, delay=612, outages=2)
        parts.desks.seen(desk.code, "salter/7", centre.clock.at, told)
        page = operator.page(path)
        assert TEXTS.text("operator.desk.hours_caption") in page
        assert "41 (око 2 ч)" in page
        assert TEXTS.many("operator.wipe.lost", 41) in operator.page(f"{path}/wipe")


def test_a_desk_that_is_not_there_is_said(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        answer = operator.client.get("/operator/desks/Z9")
    assert answer.status_code == 403
    assert TEXTS.text("error.desk_unknown") in answer.text
