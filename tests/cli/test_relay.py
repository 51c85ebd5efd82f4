"""``clerk-app relay`` by hand: a code from the centre's command line, a ready line, and an end by signal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.journeys.relay_day import OFFICE
from tests.support.central_process import ROOT, CentralProcess, address_of
from tests.support.relay_process import RelayProcess


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "clerk_app", *arguments]
    return subprocess.run(line, check=False, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_by_hand_from_code_to_end(tmp_path: Path) -> None:
    database = address_of(tmp_path / "central.db")
    with CentralProcess(tmp_path / "central.db") as centre:
        given = command("central", "relay", OFFICE, "--database", database, "--json")
        relay = RelayProcess(tmp_path / "relay", centre.url, json.loads(given.stdout)["code"])
        relay.start()
        assert relay.name == "R1"
        assert relay.stop() == 0
        revoked = command("central", "relay-revoke", "R1", "--database", database, "--json")
        assert json.loads(revoked.stdout) == {"relay": "R1"}


def test_without_a_code_it_says_what_is_missing(tmp_path: Path) -> None:
    failed = command("relay", "--upstream", "https://127.0.0.1:1", "--folder", str(tmp_path / "relay"))
    assert failed.returncode == 1
    assert "--code" in failed.stderr
