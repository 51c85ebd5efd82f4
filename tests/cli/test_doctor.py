from pathlib import Path

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call


def test_a_healthy_desk_has_its_journal_verified(as_clerk: Call) -> None:
    report = as_clerk("doctor").told
    assert "journal" in {check["check"] for check in report["checks"]}
    assert {check["level"] for check in report["checks"] if check["check"] == "journal"} == {"fine"}


def test_a_printer_that_is_away_is_a_fault(call: Call, tmp_path: Path) -> None:
    answer = call("doctor", "--root", str(tmp_path), "--demo-vault", "--json", "--printer", "tcp://127.0.0.1:9")
    assert answer.code == Exit.ATTENTION
    assert {check["level"] for check in answer.told["checks"] if check["check"] == "receipt_printer"} == {"fault"}


def test_a_person_reads_one_line_a_check(call: Call, tmp_path: Path) -> None:
    answer = call("doctor", "--root", str(tmp_path), "--demo-vault")
    assert answer.out
    assert all(": " in line for line in answer.out.splitlines())
    assert "check." not in answer.out
