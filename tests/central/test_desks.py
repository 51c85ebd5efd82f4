"""Desks by their proof, with the desks that they replaced."""

from __future__ import annotations

import pytest

from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.exchange import prove
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running


def test_a_desk_proves_itself_for_one_request_only(shared: Running) -> None:
    desk, other = shared.desk(), shared.desk()
    desks = shared.central.parts.desks
    proof = prove(desk.code, desk.sign, "GET", "/v1/answers?have=1")
    assert desks.proven(proof, "GET", "/v1/answers?have=1").code == desk.code
    for wrong, method, target in (
        (proof, "POST", "/v1/answers?have=1"),
        (proof, "GET", "/v1/answers?have=2"),
        (prove(other.code, desk.sign, "GET", "/"), "GET", "/"),
        (f"{desk.code} %%%", "GET", "/"),
        ("", "GET", "/"),
    ):
        with pytest.raises(Refused, match="desk_proof"):
            desks.proven(wrong, method, target)


def test_a_lineage_goes_back_to_the_first(shared: Running) -> None:
    enrolment = shared.central.parts.enrolment
    codes = [""]
    for mark in (b"x", b"y", b"z"):
        code = parse(enrolment.make_code("usluzni-centar", "1"))
        request = EnrolmentRequest(secret=code.secret, sign_public=mark * 32, seal_public=mark * 32, replaces=codes[-1])
        codes.append(enrolment.enrol(request).desk)
    assert shared.central.parts.desks.get(codes[3]).lineage == (codes[3], codes[2], codes[1])
    assert shared.central.parts.desks.get(codes[1]).lineage == (codes[1],)
