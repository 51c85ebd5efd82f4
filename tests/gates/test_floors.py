"""The import contracts of pyproject.toml catch what they are there to catch.

A bare copy of the house (every module, all empty) must pass; the same copy with the imports planted below must break
every contract, each at the planted place. The real house is checked by ``make lint``.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.gates.tree import ROOT, paths_in_git

# contract id -> (where the import is planted, what it imports)
PLANTED: dict[str, list[tuple[str, str]]] = {
    "floors": [
        ("ui.planted", "clerk_app.store.planted"),
        ("store.planted", "clerk_app.carriers.planted"),
        ("actions.planted", "clerk_app.sync.planted"),
        ("sync.planted", "clerk_app.store.planted"),
        ("contract.planted", "clerk_app.actions.planted"),
        ("domain.planted", "clerk_app.contract.planted"),
        ("support.planted", "clerk_app.app"),
        ("app", "clerk_app.__main__"),
    ],
    "far-end": [("central.planted", "clerk_app.actions.planted"), ("relay.planted", "clerk_app.sync.planted")],
    "screens": [("ui.screens.planted", "clerk_app.ui.screens.other")],
    "pure": [("domain.planted", "pathlib"), ("domain.planted", "time")],
    "qt": [("store.planted", "PySide6.QtCore"), ("documents.planted", "PySide6.QtGui")],
    "http-client": [("sync.planted", "httpx"), ("central.planted", "httpx")],
    "database": [
        ("actions.planted", "sqlalchemy"),
        ("cli.planted", "psycopg"),
        ("settings.planted", "sqlcipher3"),
        ("ui.planted", "sqlite3"),
    ],
    "drivers": [
        ("documents.planted", "escpos.printer"),
        ("ui.planted", "smartcard.System"),
        ("documents.planted", "pkcs11.util"),
    ],
    "keyring": [("store.planted", "keyring")],
    "paper": [("ui.planted", "PIL.Image"), ("central.planted", "typst"), ("devices.planted", "segno")],
    "passwords": [("store.planted", "argon2")],
    "wire": [("domain.planted", "msgspec")],
    "compression": [("store.planted", "backports.zstd")],
    "sealing": [("ui.planted", "cryptography.fernet")],
    "server": [("support.planted", "starlette.routing"), ("app", "uvicorn")],
    "signatures": [("devices.planted", "pyhanko.sign"), ("ui.planted", "asn1crypto.x509")],
    "loops": [("carriers.planted", "asyncio"), ("sync.planted", "anyio")],
    "rules": [("actions.planted", "stdnum.util"), ("ui.planted", "cel")],
    "languages": [("documents.planted", "babel.dates")],
    "neighbourhood": [("sync.planted", "zeroconf"), ("ui.planted", "zeroconf")],
    "places": [("store.planted", "platformdirs")],
}
EMPTY_MODULES = ["app", "__main__", "ui.screens.planted", "ui.screens.other"]


def module_file(house: Path, module: str) -> Path:
    """The file of a module of the copied house, with its packages made."""
    path = house / "clerk_app" / (module.replace(".", "/") + ".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.relative_to(house).parents[:-1]:
        (house / folder / "__init__.py").touch()
    return path


def contract_ids() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house with every module in its place and nothing in it."""
    for path in paths_in_git(ROOT):
        if path.startswith("clerk_app/") and path.endswith(".py"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).touch()
    planted = [where for imports in PLANTED.values() for where, _ in imports]
    inner = [
        what.removeprefix("clerk_app.") for imports in PLANTED.values() for _, what in imports if "clerk_app" in what
    ]
    for module in [*EMPTY_MODULES, *planted, *inner]:
        module_file(tmp_path, module).touch()
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return tmp_path


def lint(house: Path, contract: str = "") -> subprocess.CompletedProcess[str]:
    """What import-linter says about the house: about one contract, or about all of them."""
    program = Path(sys.executable).parent / "lint-imports"
    command = [str(program), "--config", "pyproject.toml", "--no-logo", "--no-cache"]
    limit = ["--contract", contract] if contract else []
    return subprocess.run([*command, *limit], cwd=house, capture_output=True, text=True, timeout=60, check=False)


def test_every_contract_has_a_planted_violation() -> None:
    assert set(PLANTED) == contract_ids()


def test_the_bare_house_keeps_every_contract(house: Path) -> None:
    result = lint(house)
    assert result.returncode == 0, result.stdout


def test_every_planted_import_is_caught(house: Path) -> None:
    for where, what in (pair for imports in PLANTED.values() for pair in imports):
        with module_file(house, where).open("a", encoding="utf-8") as file:
            file.write(f"import {what}\n")
    report = lint(house).stdout
    assert f"Contracts: 0 kept, {len(PLANTED)} broken." in report
    unseen = [
        (where, what)
        for imports in PLANTED.values()
        for where, what in imports
        if f"clerk_app.{where} -> {what if 'clerk_app' in what else what.partition('.')[0]} (l." not in report
    ]
    assert unseen == []


def test_a_new_room_must_be_given_its_floor(house: Path) -> None:
    module_file(house, "garage.planted").touch()
    result = lint(house, "floors")
    assert result.returncode != 0
    assert "garage" in result.stdout
