"""A dictionary is made of requests of the whole catalogue and of every other kind of entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import canonical, columns
from clerk_app.domain.kinds import KINDS
from scripts import train_dictionary
from scripts.train_dictionary import example, main, train


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_an_example_that_is_laid_out(kind: str) -> None:
    body = example(KINDS[kind])
    assert columns.fits([body])
    assert canonical.decode(body, dict)


def test_a_small_one_names_what_requests_have_in_common() -> None:
    made = train(count=40, size=16 * 1024)
    assert len(made) <= 16 * 1024
    for name in (b'"applicant"', b'"received_local"', b'"service_version"'):
        assert name in made


def test_a_version_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_dictionary, "FOLDER", tmp_path / "wire")
    monkeypatch.setattr(train_dictionary, "train", lambda: b"known")
    assert main(["3"]) == 0
    assert (tmp_path / "wire" / "3.dict").read_bytes() == b"known"
    assert main(["3"]) == 1
