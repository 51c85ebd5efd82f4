"""Files of a seed are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.central.seed import Offices
from clerk_app.central.seed_files import toml
from clerk_app.domain.errors import Invalid

GOOD = '[[office]]\ncode = "a"\nname = "А"\ncounters = ["1"]\n'


def test_a_good_file_is_a_value(tmp_path: Path) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert toml(file, Offices).office[0].counters == ("1",)


@pytest.mark.parametrize("content", ["office = [", GOOD + "size = 3\n", ""])
def test_a_bad_one_is_said_by_its_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        toml(file, Offices)
    assert refused.value.params["file"] == "offices.toml"
