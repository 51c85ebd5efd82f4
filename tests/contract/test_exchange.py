import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROBLEM_PREFIX, Problem, desk_of, prove, proven
from clerk_app.contract.keys import SigningKey

KEY = SigningKey(b"k" * 32)
TARGET = "/v1/answers?position=4&have=9&hold=50"
PROOF = prove("A7", KEY, "GET", TARGET)


def test_a_proof_holds_for_its_desk_and_request():
    assert desk_of(PROOF) == "A7"
    assert proven(PROOF, KEY.public, "GET", TARGET)


@pytest.mark.parametrize(
    ("method", "target"), [("POST", TARGET), ("GET", "/v1/answers"), ("GET", TARGET + "1"), ("", ""), ("GET\n", TARGET)]
)
def test_it_holds_for_no_other_request(method: str, target: str):
    assert not proven(PROOF, KEY.public, method, target)


def test_it_holds_for_no_other_desk_and_no_other_key():
    assert not proven(PROOF.replace("A7", "A8"), KEY.public, "GET", TARGET)
    assert not proven(PROOF, SigningKey(b"j" * 32).public, "GET", TARGET)
    assert not proven(PROOF, b"", "GET", TARGET)


def test_two_proofs_of_one_request_differ():
    assert prove("A7", KEY, "GET", TARGET) != PROOF


def test_a_proof_cut_anywhere_proves_nothing():
    for end in range(len(PROOF)):
        assert not proven(PROOF[:end], KEY.public, "GET", TARGET)


@given(st.text(max_size=120))
def test_any_header_proves_nothing(text: str):
    assert not proven(text, KEY.public, "GET", TARGET)
    assert not proven(f"A7 {text}", KEY.public, "GET", TARGET)


@given(st.integers(0, 76 * 8 - 1))
def test_no_bit_of_nonce_or_signature_can_be_flipped(bit: int):
    raw = bytearray(base64.urlsafe_b64decode(PROOF.partition(" ")[2]))
    assert len(raw) == 76
    raw[bit // 8] ^= 1 << bit % 8
    assert not proven(f"A7 {base64.urlsafe_b64encode(raw).decode()}", KEY.public, "GET", TARGET)


def test_a_problem_is_known_by_the_tail_of_its_type():
    problem = Problem(type=f"{PROBLEM_PREFIX}desk_unknown", title="", status=403, params={"desk": "A7"})
    assert canonical.decode(canonical.encode(problem), Problem) == problem
    assert problem.code == "desk_unknown"


@pytest.mark.parametrize("kind", ["about:blank", "", "desk_unknown", "URN:SALTER:PROBLEM:desk_unknown"])
def test_a_problem_of_somebody_else_has_no_code(kind: str):
    assert Problem(type=kind, title="", status=500).code == ""
