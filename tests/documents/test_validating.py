"""A signed file is judged as it is: whole or altered, by whom, trusted or not; one flipped bit never stands."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import NameObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import SigningError

from clerk_app.documents.upgrading import PadesUpgrading
from clerk_app.documents.validating import PadesValidation
from clerk_app.domain.errors import CounterError, Invalid
from tests.support.signed import AT, HOUR, Authority, covered, flipped, paper, ranges, signed_by, signed_elsewhere
from tests.support.signers import NOW, SignersAuthority


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority.over(tmp_path_factory.mktemp("trust")) as made:
        yield made


@pytest.fixture(scope="module")
def signed(authority: Authority) -> bytes:
    return signed_by(authority.trust.leaf())


def test_a_good_signature_stands_though_nothing_says_that_the_certificate_holds(
    authority: Authority, signed: bytes
) -> None:
    (verdict,) = PadesValidation(authority.anchors).validate(signed, AT)
    assert (verdict.code, verdict.trust, verdict.checked) == ("not_checked", "trusted", "not_checked")
    assert verdict.stands


def test_whom_this_desk_does_not_know_it_says_so(signed: bytes) -> None:
    (verdict,) = PadesValidation(list).validate(signed, AT)
    assert (verdict.code, verdict.integrity, verdict.stands) == ("unknown_issuer", "whole", False)


def test_an_expired_certificate_is_told(authority: Authority) -> None:
    late = signed_by(authority.trust.leaf("Истекли", days=-5))
    (verdict,) = PadesValidation(authority.anchors).validate(late, AT)
    assert (verdict.code, verdict.integrity) == ("expired", "whole")


def test_a_certificate_that_does_not_hold_yet_is_told() -> None:
    early = SignersAuthority()
    leaf = early.leaf(begins=NOW + timedelta(days=1))
    (verdict,) = PadesValidation(list).validate(signed_by(leaf), AT)
    assert verdict.code == "not_yet"


def test_a_paper_without_a_signature_has_no_verdict() -> None:
    assert PadesValidation(list).validate(paper(), AT) == ()


@pytest.mark.parametrize("junk", [b"", b"no pdf", bytes(2000), b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_invalid(junk: bytes) -> None:
    with pytest.raises(Invalid, match="pdf_unreadable"):
        PadesValidation(list).validate(junk, AT)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_flipped_bit_never_stands(authority: Authority, signed: bytes, data: st.DataObject) -> None:
    first, second, end = ranges(signed)
    place = data.draw(st.one_of(st.integers(0, first - 1), st.integers(second, end - 1)))
    try:
        verdicts = PadesValidation(authority.anchors).validate(flipped(signed, place, data.draw(st.integers(0, 7))), AT)
    except Invalid:
        return
    assert not any(verdict.stands for verdict in verdicts)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_raises_what_is_not_ours(authority: Authority, signed: bytes, data: st.DataObject) -> None:
    broken = bytearray(signed)
    begin = data.draw(st.integers(0, len(broken) - 1))
    broken[begin : begin + data.draw(st.integers(1, 400))] = data.draw(st.binary(max_size=40))
    try:
        PadesValidation(authority.anchors).validate(bytes(broken), AT)
    except CounterError as error:
        assert error.code in {"pdf_unreadable", "signature_unreadable"}  # noqa: PT017 - most damage is only altered


def test_a_flipped_bit_of_the_text_is_altered_to_another_reader_too(
    authority: Authority, signed: bytes, tmp_path: Path
) -> None:
    place = paper().index(b"stream") + 20
    broken = flipped(signed, place)
    (verdict,) = PadesValidation(authority.anchors).validate(broken, AT)
    assert verdict.code == "altered"
    file = tmp_path / "akt.pdf"
    file.write_bytes(broken)
    other = subprocess.run(
        ["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid." not in other


def test_a_page_that_was_changed_by_an_update_after_the_signature_is_told(authority: Authority, signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"BT (Odbija se) Tj ET"))
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    (verdict,) = PadesValidation(authority.anchors).validate(out.getvalue(), AT)
    assert (verdict.integrity, verdict.code, verdict.stands) == ("whole", "changed_later", False)


def test_an_act_of_ours_that_was_covered_by_a_field_after_it_was_signed_does_not_stand(
    authority: Authority, signed: bytes
) -> None:
    authority.at = AT + 3 * HOUR
    proven = PadesUpgrading(authority.anchors).upgrade(signed, authority.trust, authority.trust, authority.at)
    for pdf, level in ((signed, "B-B"), (proven.pdf, "B-LT")):
        (verdict,) = PadesValidation(authority.anchors).validate(covered(pdf), authority.at)
        assert (verdict.level, verdict.integrity) == (level, "whole")
        assert (verdict.later, verdict.code, verdict.stands) == ("changed", "changed_later", False)


def test_an_act_of_ours_takes_no_signature_of_somebody_else_after_it(authority: Authority, signed: bytes) -> None:
    with pytest.raises(SigningError):
        signed_elsewhere(authority.trust.leaf("Други"), signed)


def test_of_a_paper_from_elsewhere_it_is_told_that_something_was_filled_in_after_it_was_signed(
    authority: Authority,
) -> None:
    theirs = signed_elsewhere(authority.trust.leaf())
    validation = PadesValidation(authority.anchors)
    assert [verdict.code for verdict in validation.validate(theirs, AT)] == ["not_checked"]
    (verdict,) = validation.validate(covered(theirs), AT)
    assert (verdict.later, verdict.code, verdict.stands) == ("filled", "filled_later", False)
    first, second = validation.validate(signed_elsewhere(authority.trust.leaf("Други"), theirs, "Signature2"), AT)
    assert (first.code, second.code) == ("filled_later", "not_checked")
