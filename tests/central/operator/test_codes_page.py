"""A code is shown once, makes one desk, and can be taken back."""

from __future__ import annotations

import re

from clerk_app.central.enrolment_codes import EnrolmentCodes
from tests.central.conftest import TEXTS, Running
from tests.support.operator_at_page import NAME, OperatorAtPage


def test_a_code_is_shown_once_and_makes_a_desk(centre: Running) -> None:
    office = centre.office()
    with OperatorAtPage(centre.central, centre.url) as operator:
        page = operator.act("/operator/codes", place=f"{office}/1").text
        code = re.search(r'class="once">([^<]+)<', page)
        assert code is not None
        later = operator.page("/operator/codes")
        assert code[1] not in later
        assert NAME in later
        assert centre.desk(printed=code[1]).office == office
        assert TEXTS.text("operator.codes.none") in operator.page("/operator/codes")


def test_a_code_is_taken_back(centre: Running) -> None:
    parts = centre.central.parts
    parts.enrolment.make_code(centre.office(), "1")
    (made,) = EnrolmentCodes(parts.database, parts.keys.municipality, parts.now).open()
    path = f"/operator/codes/{made.digest.hex()}/withdraw"
    with OperatorAtPage(centre.central, centre.url) as operator:
        assert TEXTS.text("operator.command_line") in operator.page("/operator/codes")
        assert operator.act(path).status_code == 303
        for gone in (path, "/operator/codes/xyz/withdraw"):
            assert operator.act(gone).status_code == 403


def test_a_place_that_is_none_gets_no_code(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        for place in ("", "nema/1", "/", "usluzni-centar/99"):
            assert operator.act("/operator/codes", place=place).status_code == 422
