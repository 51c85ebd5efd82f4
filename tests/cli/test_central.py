from pathlib import Path

import pytest

from clerk_app.central.database import Database
from clerk_app.central.migrations import MIGRATIONS
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.cli.frame import Exit
from clerk_app.contract.registry import TokenRequest
from tests.central.conftest import TEXTS
from tests.cli.conftest import Call
from tests.support.postgres_server import GUARDED, PASSWORD, PostgresServer


def database(folder: Path) -> tuple[str, ...]:
    return ("--json", "--database", f"sqlite:///{folder / 'central.db'}", "--seed", "primerovo")


def test_codes_are_made_for_the_counters_that_are_asked_for(call: Call, tmp_path: Path) -> None:
    wanted = ("--code", "usluzni-centar/1", "--code", "usluzni-centar/2")
    answer = call("central", "code", *database(tmp_path), *wanted)
    assert answer.code == Exit.DONE
    first, second = answer.told["codes"]
    assert (first["counter"], second["counter"]) == ("1", "2")
    assert first["code"] != second["code"]


def test_a_counter_without_its_office_is_refused(call: Call, tmp_path: Path) -> None:
    answer = call("central", "code", *database(tmp_path), "--code", "1")
    assert answer.code == Exit.USAGE
    assert not (tmp_path / "central.db").exists()


def test_a_spool_that_is_not_there_is_said(call: Call, tmp_path: Path) -> None:
    answer = call("central", "import", str(tmp_path / "none"), *database(tmp_path))
    assert answer.code == Exit.USAGE
    assert "folder_missing" in answer.err


def test_a_folder_without_a_spool_imports_nothing(call: Call, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    answer = call("central", "import", str(spool), *database(tmp_path))
    assert answer.code == Exit.DONE
    assert (answer.told["files"], answer.told["accepted"]) == (0, 0)


def test_a_clients_secret_is_told_once_and_lets_it_in(call: Call, tmp_path: Path) -> None:
    wanted = ("central", "client", "dom zdravlja", "--body", "dom-zdravlja")
    first, second = (call(*wanted, *database(tmp_path)).told for _ in range(2))
    assert first["client"] == "dom zdravlja"
    assert first["secret"] != second["secret"]
    settings = CentralSettings(
        listen="127.0.0.1:0", database_url=f"sqlite:///{tmp_path / 'central.db'}", files=tmp_path, texts=TEXTS
    )
    parts = open_parts(settings)
    token = parts.clients.sign_in(TokenRequest("dom zdravlja", second["secret"])).token
    assert parts.clients.of(f"Bearer {token}").body == "dom-zdravlja"
    parts.database.close()


def test_a_document_is_put_to_a_case_that_there_is(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "resenje.pdf"
    file.write_bytes(b"%PDF-1.7")
    wanted = ("central", "deliver-document", str(file), "--case", "9999/2026", "--title", "Решење")
    answer = call(*wanted, *database(tmp_path))
    assert (answer.code, "case_unknown" in answer.err) == (Exit.FAILED, True)
    missing = call("central", "deliver-document", str(tmp_path / "none.pdf"), *database(tmp_path))
    assert "file_missing" in missing.err


def test_a_client_needs_a_name(call: Call, tmp_path: Path) -> None:
    answer = call("central", "client", *database(tmp_path))
    assert (answer.code, "client_name" in answer.err) == (Exit.USAGE, True)


def test_on_postgresql_the_password_comes_from_a_file_and_never_from_an_argument(
    call: Call, postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords = tmp_path / "pgpass"
    passwords.touch(mode=0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    with postgres.database(owner=GUARDED) as address:
        wanted = ("central", "code", "--json", "--seed", "primerovo", "--code", "usluzni-centar/1", "--database")
        locked = call(*wanted, address)
        assert (locked.code, "database_away" in locked.err) == (Exit.FAILED, True)
        passwords.write_text(f"*:*:*:{GUARDED}:{PASSWORD}\n", encoding="ascii")
        assert call(*wanted, address).told["codes"][0]["counter"] == "1"
        open_ = call(*wanted, address.replace(f"{GUARDED}@", f"{GUARDED}:{PASSWORD}@"))
        assert (open_.code, "database_password" in open_.err, PASSWORD in open_.err) == (Exit.USAGE, True, False)


def test_beside_postgresql_there_is_no_folder_for_enclosures(call: Call) -> None:
    answer = call("central", "--json", "--database", "postgresql://salter@db/salter")
    assert answer.code == Exit.USAGE
    assert "files_folder" in answer.err


def test_a_database_of_a_newer_program_is_refused_with_words(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "central.db"
    Database(f"sqlite:///{path}", (*MIGRATIONS, ())).close()
    answer = call("central", "code", "--database", f"sqlite:///{path}", "--seed", "primerovo")
    assert answer.code == Exit.FAILED
    assert "newer version" in answer.err or "новија верзија" in answer.err


def test_a_payment_that_fits_nothing_is_kept_and_told(call: Call, tmp_path: Path) -> None:
    answer = call("central", "pay", "A1-000001-0-R", "330,00", *database(tmp_path))
    assert (answer.code, answer.told["outcome"], answer.told["amount"]) == (Exit.ATTENTION, "unmatched", "330,00")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (("A1-000001-0-R", "мало"), "amount_wrong"),
        (("A1-000001-0-R", "0"), "amount_not_positive"),
        (("A1-000001-0-R", "10000000000"), "amount_beyond"),
        ((), "order_unknown"),
    ],
)
def test_what_cannot_be_a_payment_is_refused(call: Call, tmp_path: Path, wanted: tuple[str, ...], code: str) -> None:
    answer = call("central", "pay", *wanted, *database(tmp_path))
    assert (answer.code, code in answer.err) == (Exit.USAGE, True)


def test_a_register_is_said_to_be_away_for_some_hours(call: Call, tmp_path: Path) -> None:
    call("central", "code", *database(tmp_path))
    told = call("central", "away", "mkr", "3", *database(tmp_path)).told
    assert told["record"] == "mkr"
    assert told["until"]
    assert "dataset_unknown" in call("central", "away", "nothing", "3", *database(tmp_path)).err
    for hours in ("", "0", "745", "три", "-1", "²"):
        assert call("central", "away", "mkr", *([hours] if hours else []), *database(tmp_path)).code == Exit.USAGE


def test_access_to_a_record_is_revoked_once(call: Call, tmp_path: Path) -> None:
    call("central", "code", *database(tmp_path))
    wanted = ("central", "revoke", "birth-extract/mkr")
    assert call(*wanted, *database(tmp_path)).told == {"service": "birth-extract", "record": "mkr"}
    assert "ezup_not_granted" in call(*wanted, *database(tmp_path)).err
    assert call("central", "revoke", "birth-extract", *database(tmp_path)).code == Exit.USAGE


def test_operators_are_made_by_whoever_is_at_the_machine(call: Call, tmp_path: Path) -> None:
    wanted = (*database(tmp_path), "--password-stdin")
    first = call("central", "operator", "add", "Ана", *wanted, stdin="lozinka-2026\n")
    assert (first.code, first.told) == (Exit.DONE, {"operator": "Ана", "role": "administrator"})
    second = call("central", "operator", "add", "Ева", *wanted, stdin="lozinka-2026\n")
    assert second.told["role"] == "viewer"
    raised = call("central", "operator", "add", "Ева", *wanted, "--role", "operator", stdin="nova-lozinka-2026\n")
    assert raised.told["role"] == "operator"
    again = call("central", "operator", "add", "Ева", *wanted, stdin="jos-jedna-lozinka\n")
    assert again.told["role"] == "operator"
    assert call("central", "operator", "end", "Ева", *wanted).told == {"operator": "Ева"}
    last = call("central", "operator", "end", "Ана", *wanted)
    assert (last.code, "last_administrator" in last.err) == (Exit.FAILED, True)


def test_a_password_that_is_too_short_makes_no_operator(call: Call, tmp_path: Path) -> None:
    answer = call("central", "operator", "add", "Ана", *database(tmp_path), "--password-stdin", stdin="kratka\n")
    assert (answer.code, "password_short" in answer.err) == (Exit.USAGE, True)
    unclear = call("central", "operator", "Ана", *database(tmp_path))
    assert (unclear.code, "operator_action" in unclear.err) == (Exit.USAGE, True)
