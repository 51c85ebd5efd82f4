"""The key of the proofs is read under the desk secret alone, and a file that is no use is as none."""

from __future__ import annotations

from pathlib import Path

from clerk_app.contract.relay import ProofKey
from clerk_app.settings.relay_proof import RelayProof

SECRET = b"s" * 32
KEY = ProofKey(3, b"m" * 32)


def test_it_is_kept_and_read_again(tmp_path: Path) -> None:
    proof = RelayProof(tmp_path / "relay-proof", SECRET)
    assert proof.read() is None
    proof.keep(KEY)
    proof.keep(newer := ProofKey(4, b"n" * 32))
    assert RelayProof(tmp_path / "relay-proof", SECRET).read() == newer
    assert newer.mac not in (tmp_path / "relay-proof").read_bytes()


def test_under_another_secret_or_damaged_there_is_none_and_the_next_takes_its_place(tmp_path: Path) -> None:
    file = tmp_path / "relay-proof"
    RelayProof(file, SECRET).keep(KEY)
    other = RelayProof(file, b"t" * 32)
    assert other.read() is None
    other.keep(KEY)
    assert other.read() == KEY
    file.write_bytes(file.read_bytes()[:-1])
    assert other.read() is None


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "relay-proof"
    RelayProof(file, SECRET).keep(KEY)
    before = file.read_bytes()
    RelayProof(file, SECRET).keep(KEY)
    assert file.read_bytes() == before
