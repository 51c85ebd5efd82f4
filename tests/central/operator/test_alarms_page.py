"""Alarms: each in plain words, with what to do, until somebody has looked into it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from clerk_app.central.operator.alarms_page import AlarmLine, render
from clerk_app.central.operator.frame import Frame
from clerk_app.central.schema import ALARM, AUDIT
from tests.central.conftest import RESOURCES, TEXTS, Running
from tests.support.lone_desk import START, Caller
from tests.support.operator_at_page import NAME, OperatorAtPage

FRAME = Frame(texts=TEXTS, municipality="М", now=START)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_every_alarm_of_the_centre_is_explained_and_names_its_entry(language: str) -> None:
    texts, worded = TEXTS.in_language(language), (RESOURCES / "texts" / "sr" / "central.po").read_text()
    codes = re.findall(r'^msgid "alarm\.(\w+)"$', worded, re.MULTILINE)
    assert {"orders_fault", "order_repeated", "entry_fault", "chain_gap", "entry_forked"} <= set(codes)
    alarms = tuple(AlarmLine(id=1, desk="A1", at=START, code=code, params={"seq": "2077"}) for code in codes)
    page = render(replace(FRAME, texts=texts), alarms)
    assert page.count("2077") == len(codes)
    for part in ("means", "do"):
        assert page.count(texts.text(f"operator.alarm.{part}")) == len(codes)


def test_no_alarm_is_said_calmly() -> None:
    assert TEXTS.text("central.page.no_alarms") in render(FRAME, ())


def test_an_alarm_is_acknowledged_once_with_a_note_and_by_name(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    with Caller(centre.url, desk.anchor) as caller, OperatorAtPage(centre.central, centre.url) as operator:
        caller.send(desk, desk.cut(desk.receive(), head=b"x" * 32))
        with parts.database.read() as connection:
            number = connection.execute(select(ALARM.c.id)).scalar_one()
        path = f"/operator/alarms/{number}"
        for note in ("", " ", "а" * 501):
            assert operator.act(path, note=note).status_code == 422
        assert operator.act(path, note="Диск је <b>замењен</b>").status_code == 303
        assert operator.act(path, note="још једном").status_code == 303
        assert operator.act("/operator/alarms/999999", note="x").status_code == 403
        page = operator.client.get("/operator/alarms").text
    assert "Диск је &lt;b&gt;замењен" in page
    assert "још једном" not in page
    asked = select(AUDIT.c.actor, AUDIT.c.desk, AUDIT.c.target).where(AUDIT.c.what == "alarm_seen")
    with parts.database.read() as connection:
        assert [tuple(row) for row in connection.execute(asked)] == [(NAME, desk.code, f"chain_broken {number}")]


def test_another_municipality_s_alarm_is_not_there(centre: Running) -> None:
    alarm = {"municipality": "druga", "desk": "A1", "at": 1, "code": "clock_lags", "params": "{}"}
    with centre.central.parts.database.write() as connection:
        connection.execute(insert(ALARM).values(alarm))
        number = connection.execute(select(ALARM.c.id)).scalar_one()
    with OperatorAtPage(centre.central, centre.url) as operator:
        assert TEXTS.text("central.page.no_alarms") in operator.page("/operator/alarms")
        assert operator.act(f"/operator/alarms/{number}", note="x").status_code == 403
