import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical
from clerk_app.domain.bodies import FeeCharged, FeeLine, RequestReceived
from clerk_app.domain.errors import Invalid
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Address, Person

_AT_FIRST_SIGHT = """
import sys, threading
from contextlib import suppress
from clerk_app.contract import canonical
from clerk_app.domain.errors import Invalid
from clerk_app.domain.kinds import KINDS

def read():
    gate.wait()
    for kind in KINDS.values():
        with suppress(Invalid):
            canonical.decode(b'{"x":1}', kind)

sys.setswitchinterval(1e-6)
gate = threading.Barrier(8)
threads = [threading.Thread(target=read) for _ in range(8)]
for one in threads:
    one.start()
for one in threads:
    one.join()
"""
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@dataclass(frozen=True, slots=True)
class Pair:
    first: str
    second: int


def test_keys_are_sorted_and_nothing_is_spaced():
    assert canonical.encode({"b": 1, "a": [True, None], "Б": "ћ"}) == '{"a":[true,null],"b":1,"Б":"ћ"}'.encode()


@given(
    st.builds(
        RequestReceived,
        number=TEXT,
        service=TEXT,
        service_version=st.integers(0, 2**31),
        applicant=st.builds(Person, surname=TEXT, address=st.builds(Address, street=TEXT)),
        form=st.dictionaries(TEXT, TEXT, max_size=5),
        received_local=TEXT,
        clerk=TEXT,
        findings=st.tuples(st.builds(Finding, code=TEXT, where=TEXT)),
        fee=st.builds(FeeCharged, lines=st.tuples(st.builds(FeeLine, code=TEXT, level=TEXT, tariff=TEXT))),
    )
)
def test_a_body_comes_back_and_is_written_alike_again(body: RequestReceived):
    raw = canonical.encode(body)
    again = canonical.decode(raw, RequestReceived)
    assert again == body
    assert canonical.encode(again) == raw


@given(st.dictionaries(TEXT, TEXT, max_size=8))
def test_the_order_in_which_a_form_was_filled_leaves_no_trace(form: dict[str, str]):
    assert canonical.encode(dict(reversed(form.items()))) == canonical.encode(form)


def test_unknown_keys_are_passed_over():
    assert canonical.decode(b'{"first":"a","second":1,"third":{"x":[]}}', Pair) == Pair("a", 1)


def test_a_raw_part_of_a_message_is_read_as_the_whole_would_be():
    assert canonical.decode(msgspec.Raw(b'{"first":"a","second":1}'), Pair) == Pair("a", 1)


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b'{"first":"a","second":"01010020"}', "$.second"),
        (b'{"first":"a"}', ""),
        (b'{"first":"a","second":1', ""),
        (b"", ""),
        (b'{"first":"\xff","second":1}', None),
        (b'{"other":' + b"[" * 200_000, "depth"),
        (b"null", ""),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place_and_never_quoted(raw: bytes, where: str | None):
    with pytest.raises(Invalid) as caught:
        canonical.decode(raw, Pair)
    assert caught.value.code == "malformed"
    assert caught.value.params["what"] == "Pair"
    assert where is None or caught.value.params["where"] == where
    assert "01010020" not in str(caught.value.params)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_our_own_words(raw: bytes):
    with suppress(Invalid):
        assert isinstance(canonical.decode(raw, Pair), Pair)


def test_half_a_surrogate_pair_is_refused_in_our_own_words():
    with pytest.raises(Invalid) as caught:
        canonical.encode(Pair("\ud83d", 1))
    assert caught.value.code == "malformed"


def test_many_threads_may_read_at_first_sight_what_nobody_has_read_before():
    for _ in range(4):  # one in two such programs ended by a signal while msgspec was left to itself
        ended = subprocess.run([sys.executable, "-c", _AT_FIRST_SIGHT], timeout=60, check=False)
        assert ended.returncode == 0
