from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical
from clerk_app.contract.enrolment import Anchor, Code, EnrolmentAnswer, EnrolmentRequest, fingerprint, parse, show
from clerk_app.domain.errors import Invalid

ANCHOR = Anchor(
    municipality="999",
    name="Општина Примерово",
    centre_sign=b"s" * 32,
    centre_seal=b"e" * 32,
    escrow_seal=b"r" * 32,
    ca_pem="-----BEGIN CERTIFICATE-----",
)
SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CODE = Code(secret="ABCDEFGH", fingerprint="IJKLMNOP234567BO")


@given(st.text(SYMBOLS, min_size=8, max_size=8), st.text(SYMBOLS, min_size=16, max_size=16))
def test_a_code_that_was_printed_is_read(secret: str, mark: str):
    printed = show(Code(secret=secret, fingerprint=mark))
    assert len(printed) == 24 + 5
    assert parse(printed) == Code(secret=secret, fingerprint=mark)


@pytest.mark.parametrize(
    "typed",
    [
        "abcd-efgh-ijkl-mnop-2345-67bo",
        " ABCDEFGH IJKLMNOP 234567BO ",
        "ABCDEFGHIJKLMNOP23456780",
        "ABCD EFGH 1JKL MN0P 2345 678O",
        "ABCD-EFGH-\nIJKL-MNOP-\n2345-67BO\n",
    ],
)
def test_it_is_read_as_people_type_it(typed: str):
    assert parse(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ABCD",
        show(CODE)[:-1],
        show(CODE) + "A",
        show(CODE).replace("A", "9"),
        show(CODE).replace("A", "Ж"),
        "=" * 24,
    ],
)
def test_what_is_no_code_is_marked_at_its_field(typed: str):
    with pytest.raises(Invalid) as caught:
        parse(typed)
    assert (caught.value.code, caught.value.field) == ("enrolment_code", "code")


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_is_refused_in_our_own_words(typed: str):
    with suppress(Invalid):
        assert parse(show(parse(typed))) == parse(typed)


@pytest.mark.parametrize("name", Anchor.__struct_fields__)
def test_nothing_in_an_anchor_can_be_changed_under_its_fingerprint(name: str):
    value = getattr(ANCHOR, name)
    other = value + (b"x" if isinstance(value, bytes) else "x")
    assert fingerprint(msgspec.structs.replace(ANCHOR, **{name: other})) != fingerprint(ANCHOR)


def test_a_fingerprint_has_the_form_that_a_code_carries():
    assert parse(show(Code(secret="A" * 8, fingerprint=fingerprint(ANCHOR)))).fingerprint == fingerprint(ANCHOR)


def test_what_is_sent_comes_back_and_the_secret_stays_out_of_reports():
    request = EnrolmentRequest(secret="ABCDEFGH", sign_public=b"p" * 32, seal_public=b"q" * 32, replaces="A6")
    answer = EnrolmentAnswer(desk="A7", office="1", office_name="Примерово", counter="шалтер 3")
    for value in (ANCHOR, request, answer):
        assert canonical.decode(canonical.encode(value), type(value)) == value
    assert "ABCDEFGH" not in repr(request)
