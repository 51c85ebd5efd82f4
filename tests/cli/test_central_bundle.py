from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.cli.central_bundle import take_sticks
from clerk_app.cli.frame import Exit, Out
from clerk_app.domain.errors import Invalid
from tests.central.conftest import TEXTS
from tests.support.stick_world import StickTown, damage


def test_each_file_that_is_wrong_is_a_line_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town, stick = StickTown(tmp_path / "town"), tmp_path / "KURIR"
    stick.mkdir()
    out = Out(TEXTS.in_language("en"), as_json=False)
    assert take_sticks(stick, None, town.parts, out) == Exit.ATTENTION
    assert capsys.readouterr().out == "There is nothing for this centre in this folder.\n"
    first, second = town.desk(), town.desk()
    for desk in (first, second):
        desk.receive(1)
        desk.carry(stick)
    damaged = min(stick.rglob("*.parcel"))
    damage(damaged)
    (stick / "SALTER" / "A7-ffffffffffffffff").mkdir()
    assert take_sticks(stick, None, town.parts, out) == Exit.ATTENTION
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{first.code}: new 0")
    assert said[1] == f"  {damaged.name}: the file was changed, or was not signed by this desk"
    assert said[2].startswith(f"{second.code}: new 1")
    assert said[3] == "Folders that are for other centres: 1. They were left alone."
    for missing in (None, stick / "none"):
        with pytest.raises(Invalid, match="folder_missing"):
            take_sticks(missing, None, town.parts, out)
    town.close()
