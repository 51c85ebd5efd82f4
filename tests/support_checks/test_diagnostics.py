import json
import logging
import os
import stat
import zipfile
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.domain.errors import Unavailable
from clerk_app.log import LineFormatter
from clerk_app.ports.checks import CheckResult
from clerk_app.support.diagnostics import Material, versions, write_bundle
from clerk_app.support.doctor import Examined, Report
from clerk_app.support.own_words import own_words
from clerk_app.support.redaction import BLOT, Redaction

REDACTION = Redaction(own_words())
LETTERS = "абвгдђежзијклљмнњопрстћуфхцчџшčćžšđeiou"
names = st.sampled_from(["Примерић", "Пробић", "Узорић", "Primerić", "primeric", "PROBIC", "uzoric"]) | st.text(
    LETTERS, min_size=5, max_size=12
)
numbers = st.integers(10**8, 10**9 - 1).map(str) | st.sampled_from(["0101990900001", "3112985980009", "064123456789"])
personal = names | numbers | st.builds("{}@{}.example".format, names, names) | st.builds("Улица {} бр. 7".format, names)


@dataclass(frozen=True)
class Told:
    name: str
    value: object
    source: str = "preference"
    fixed: bool = False


def report(**params):
    return Report((Examined("disk", CheckResult("warning", "disk_short", params)),))


def contents(path):
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


def material(tmp_path, lines=(), told=(), found=None):
    log = tmp_path / "clerk-app.log"
    log.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return Material(logs=[log], settings=told, report=found or report(), versions=versions(["msgspec"]))


def logged(event, **values):
    record = logging.LogRecord("clerk_app.support.doctor", logging.INFO, "x.py", 1, event, (), None)
    record.values = values
    return LineFormatter().format(record)


def test_the_bundle_holds_what_a_mentor_needs(tmp_path):
    told = [
        Told("scale", 1.5),
        Told("printer", "tcp://10.0.0.7:9100"),
        Told("theme", "dark", fixed=True),
        Told("copy_to", "/mnt/kopija-pera"),
        Told("reader", ""),
    ]
    lines = [logged("check_silent", patience=15, kind="vault_locked")]
    write_bundle(tmp_path / "d.zip", material(tmp_path, lines, told, report(free="150")), REDACTION)
    found = contents(tmp_path / "d.zip")
    assert json.loads(found["log-0.jsonl"])["event"] == "check_silent"
    assert json.loads(found["log-0.jsonl"])["patience"] == 15
    assert json.loads(found["log-0.jsonl"])["place"] == "clerk_app.support.doctor"
    assert [one["value"] for one in json.loads(found["settings.json"])] == [1.5, f"tcp://{BLOT}:9100", "dark", BLOT, ""]
    assert json.loads(found["settings.json"])[2]["fixed"] is True
    assert json.loads(found["doctor.json"])["checks"][0] == {
        "check": "disk",
        "level": "warning",
        "code": "disk_short",
        "params": {"free": "150"},
    }
    assert set(json.loads(found["versions.json"])) == {"python", "system", "msgspec"}
    assert stat.S_IMODE((tmp_path / "d.zip").stat().st_mode) == 0o600


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)  # each writes its own files
@given(secret=personal)
def test_nothing_personal_leaves_the_desk_wherever_it_was_planted(secret, tmp_path):
    lines = [
        logged(secret),
        logged(f"person {secret} came", who=secret),
        logged("check_silent", **{secret: 1, "name": f"{secret}.pdf", "code": [secret]}),
        json.dumps({"event": "check_silent", "trace": [secret, f"a.py:1 {secret} x"], "error": f"{secret} Error"}),
        json.dumps({"time": secret, "level": secret, "place": secret, "nested": {secret: secret}}),
        f"Traceback: {secret}",
    ]
    if secret.isdigit():
        lines.append(json.dumps({"event": "check_silent", "count": int(secret)}))
    told = [
        Told("reader", secret),
        Told("copy_to", f"/mnt/{secret}"),
        Told("central_url", f"https://{secret}:1/{secret}"),
    ]
    found = report(folder=secret, free=secret)
    write_bundle(tmp_path / "d.zip", material(tmp_path, lines, told, found), REDACTION)
    for name, content in contents(tmp_path / "d.zip").items():
        for trace in {secret, secret.lstrip("0"), json.dumps(secret)[1:-1]}:
            assert trace not in name
            assert trace not in content


def test_no_folder_is_named(tmp_path):
    write_bundle(tmp_path / "d.zip", material(tmp_path), REDACTION)
    for content in contents(tmp_path / "d.zip").values():
        assert tmp_path.name not in content
        assert "clerk-app.log" not in content


def test_a_log_that_was_rotated_away_is_empty(tmp_path):
    gone = Material(logs=[tmp_path / "gone.log"], settings=[], report=Report(()), versions={})
    write_bundle(tmp_path / "d.zip", gone, REDACTION)
    assert contents(tmp_path / "d.zip")["log-0.jsonl"] == ""


def test_a_bundle_that_cannot_be_written_leaves_no_half_of_one(tmp_path):
    (tmp_path / "d.zip").mkdir()
    with pytest.raises(Unavailable) as raised:
        write_bundle(tmp_path / "d.zip", material(tmp_path), REDACTION)
    assert raised.value.code == "bundle_not_written"
    assert not (tmp_path / "d.zip.new").exists()


def test_an_earlier_bundle_is_replaced(tmp_path):
    (tmp_path / "d.zip").write_bytes(b"old")
    (tmp_path / "d.zip.new").write_bytes(b"left over")
    write_bundle(tmp_path / "d.zip", material(tmp_path), REDACTION)
    assert "doctor.json" in contents(tmp_path / "d.zip")


def test_a_package_that_is_not_there_has_no_version():
    assert versions(["no-such-package"])["no-such-package"] == ""


@pytest.mark.skipif(os.name == "nt", reason="folders are not synced there")
def test_file_and_name_are_on_disk_before_anybody_is_told(tmp_path, monkeypatch):
    synced: list[int] = []
    sync = os.fsync

    def noted(handle):
        synced.append(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    write_bundle(tmp_path / "d.zip", material(tmp_path), REDACTION)
    assert synced == [(tmp_path / "d.zip").stat().st_ino, tmp_path.stat().st_ino]
