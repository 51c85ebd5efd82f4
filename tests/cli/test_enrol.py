from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.journeys.town import Town, place_of


def arguments(root: Path, town: Town, code: str) -> tuple[str, ...]:
    return ("enrol", "--root", str(root), "--demo-vault", "--json", "--central", town.url, "--code", code)


def test_a_code_makes_a_desk(call: Call, town: Town, tmp_path: Path) -> None:
    answer = call(*arguments(tmp_path, town, town.code()))
    assert answer.code == Exit.DONE
    assert answer.told["desk"]
    assert answer.told["municipality"] == "Општина Примерово"
    assert place_of(tmp_path).enrolled


def test_a_code_serves_once(call: Call, town: Town, tmp_path: Path) -> None:
    code = town.code()
    assert call(*arguments(tmp_path / "first", town, code)).code == Exit.DONE
    again = call(*arguments(tmp_path / "second", town, code))
    assert again.code == Exit.FAILED
    assert again.err
    assert not place_of(tmp_path / "second").enrolled


@pytest.mark.parametrize("code", ["", "WRONG", "0000-0000-0000"])
def test_a_wrong_code_makes_none(code: str, call: Call, town: Town, tmp_path: Path) -> None:
    answer = call(*arguments(tmp_path, town, code))
    assert answer.code != Exit.DONE
    assert answer.err
    assert not place_of(tmp_path).enrolled
