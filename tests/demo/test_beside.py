"""What is done beside a running centre is in its database."""

from __future__ import annotations

from pathlib import Path

from clerk_app.demo.beside import beside
from tests.support.central_process import CentralProcess


def test_the_parts_are_those_of_the_centre_that_runs(tmp_path: Path) -> None:
    database = tmp_path / "central.db"
    with CentralProcess(database):
        with beside(database) as parts:
            code, town = parts.enrolment.make_code("usluzni-centar", "1"), parts.keys.municipality
        with beside(database) as again:
            assert again.keys.municipality == town
    assert code
