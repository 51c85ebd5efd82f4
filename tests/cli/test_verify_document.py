"""The command says what signatures are worth, by an exit code that a script can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk_app.__main__ import main
from clerk_app.cli.frame import Exit
from tests.support.signed import AT, Authority, flipped, paper, signed_by


def told(root: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = main(["verify-document", "--root", str(root), "--demo-vault", "--json", str(file)])
    return code, json.loads(capsys.readouterr().out)


def test_a_signature_that_stands_is_done_and_an_altered_one_wants_attention(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Authority.over(tmp_path) as authority:
        (tmp_path / "trust").mkdir()
        (tmp_path / "trust" / "ca.pem").write_bytes(authority.trust.trust.authority().root_pem)
        signed = signed_by(authority.trust.leaf(days=3000), at=AT)
    file = tmp_path / "akt.pdf"
    file.write_bytes(signed)
    code, said = told(tmp_path, file, capsys)
    assert (code, said["verdict"]) == (Exit.DONE, "not_checked")
    file.write_bytes(flipped(signed, paper().index(b"stream") + 20))
    code, said = told(tmp_path, file, capsys)
    assert (code, said["verdict"]) == (Exit.ATTENTION, "altered")


def test_a_paper_without_a_signature_wants_attention_and_no_paper_is_no_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "akt.pdf"
    file.write_bytes(paper())
    assert main(["verify-document", "--root", str(tmp_path), "--demo-vault", str(file)]) == Exit.ATTENTION
    assert "није електронски потписан" in capsys.readouterr().out
    file.write_bytes(b"no pdf")
    assert main(["verify-document", "--root", str(tmp_path), "--demo-vault", str(file)]) == Exit.USAGE
    assert "читав PDF" in capsys.readouterr().err


def test_it_names_the_signer_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Authority.over(tmp_path) as authority:
        signed = signed_by(authority.trust.leaf("Огњен Моделић", days=3000))
    file = tmp_path / "akt.pdf"
    file.write_bytes(signed)
    assert main(["verify-document", "--root", str(tmp_path), "--demo-vault", str(file)]) == Exit.ATTENTION
    said = capsys.readouterr().out
    assert "Потписао: Огњен Моделић" in said
    assert "не познаје издаваоца" in said
