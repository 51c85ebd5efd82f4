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


@pytest.mark.parametrize(
    ("language", "part", "again"),
    [("sr-Cyrl", "нико не одговара", "Код и даље важи"), ("en", "nothing answers", "The code is still good")],
)
def test_a_centre_that_cannot_be_reached_is_said_so_with_its_address(
    language: str, part: str, again: str, call: Call, town: Town, tmp_path: Path
) -> None:
    place = ("--root", str(tmp_path), "--demo-vault", "--language", language)
    answer = call("enrol", *place, "--central", "https://127.0.0.1:9", "--code", town.code())
    assert answer.code == Exit.FAILED
    assert "https://127.0.0.1:9" in answer.err
    assert part in answer.err
    assert again in answer.err
    assert not place_of(tmp_path).enrolled
