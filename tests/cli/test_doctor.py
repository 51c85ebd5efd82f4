import json
import zipfile
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


def test_the_report_for_support_is_written_and_named(call: Call, tmp_path: Path) -> None:
    target, desk = tmp_path / "report.zip", ("--root", str(tmp_path / "desk"), "--demo-vault")
    answer = call("doctor", *desk, "--json", "--bundle", str(target))
    assert answer.told["bundle"] == str(target)
    with zipfile.ZipFile(target) as report:
        checks = json.loads(report.read("doctor.json"))["checks"]
    assert [check["check"] for check in checks] == [check["check"] for check in answer.told["checks"]]
    assert str(target) in call("doctor", *desk, "--language", "en", "--bundle", str(target)).out


def test_a_report_that_cannot_be_written_hides_no_findings(call: Call, tmp_path: Path) -> None:
    away = tmp_path / "away" / "report.zip"
    answer = call("doctor", "--root", str(tmp_path / "desk"), "--demo-vault", "--json", "--bundle", str(away))
    assert answer.code == Exit.FAILED
    assert json.loads(answer.err)["error"] == "bundle_not_written"
    assert answer.told["checks"]
    assert "bundle" not in answer.told
