"""The desk dies; its spool is brought on a stick; nothing is lost and nothing counts twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from clerk_app.central.clock import HOUR
from clerk_app.central.schema import REQUEST
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.spool_import import import_spool
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.domain.errors import Invalid
from tests.central.test_numbers import given, lone


def test_fifty_requests_of_a_dead_desk_arrive_though_it_was_replaced(settings: CentralSettings, tmp_path: Path) -> None:
    parts = open_parts(settings)
    desk = lone(parts)
    entries = [desk.receive() for _ in range(50)]
    for entry in entries:
        (tmp_path / f"{entry.header.seq:010d}.parcel").write_bytes(desk.cut(entry, first=0))
    parts.accepting.take(desk.cut(*entries[:10]))
    settings.now.at += HOUR  # type: ignore[attr-defined]
    code = parse(parts.enrolment.make_code(desk.office, "1"))
    parts.enrolment.enrol(
        EnrolmentRequest(secret=code.secret, sign_public=b"n" * 32, seal_public=b"n" * 32, replaces=desk.code)
    )
    report = import_spool(tmp_path, parts)
    assert (report.files, report.accepted, report.known, report.refused, report.held) == (50, 40, 10, 0, 0)
    assert report.failed == ()
    again = import_spool(tmp_path, parts)
    assert (again.accepted, again.known) == (0, 50)
    with parts.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(REQUEST)).scalar() == 50
    assert given(parts.database) == [(2026, serial) for serial in range(1, 51)]
    parts.database.close()


def test_files_that_are_no_parcels_are_named_with_the_reason(settings: CentralSettings, tmp_path: Path) -> None:
    parts = open_parts(settings)
    desk = lone(parts)
    good = desk.cut(desk.receive(), first=0)
    (tmp_path / "1.parcel").write_bytes(b"garbage")
    (tmp_path / "2.parcel").write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    (tmp_path / "3.parcel").mkdir()
    (tmp_path / "4.parcel").write_bytes(good)
    (tmp_path / "5.other").write_bytes(good)
    report = import_spool(tmp_path, parts)
    assert report.accepted == 1
    assert report.failed == (("1.parcel", "malformed"), ("2.parcel", "signature_wrong"), ("3.parcel", "file_not_read"))
    with pytest.raises(Invalid, match="folder_unusable"):
        import_spool(tmp_path / "nowhere", parts)
    parts.database.close()
