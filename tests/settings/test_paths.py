import stat
from pathlib import Path

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.paths import desk_paths, machine_policy_file, shown


def test_a_root_of_ones_own_holds_everything_but_the_policy(tmp_path):
    paths = desk_paths(root=tmp_path / "desk")
    places = [paths.database, paths.keys, paths.identity, paths.enclosures, paths.spool, paths.logs, paths.preferences]
    assert all((tmp_path / "desk") in place.parents for place in places)
    assert paths.policy == machine_policy_file()


def test_the_argument_wins_over_the_environment(tmp_path):
    environment = {"SALTER_ROOT": str(tmp_path / "a")}
    assert desk_paths(environment=environment).root == tmp_path / "a"
    assert desk_paths(root=tmp_path / "b", environment=environment).root == tmp_path / "b"


def test_each_root_has_a_vault_account_of_its_own(tmp_path):
    accounts = {desk_paths(root=tmp_path / name).vault_account for name in ("a", "b", "a/../a")}
    assert len(accounts) == 2
    assert desk_paths().vault_account == "desk"


def test_the_account_of_a_desk_outlives_a_program_that_ran_from_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert desk_paths(root=Path("desk")).vault_account == desk_paths(root=tmp_path / "desk").vault_account


def test_folders_are_made_for_their_owner_alone(tmp_path):
    paths = desk_paths(root=tmp_path / "x" / "desk")
    paths.make()
    for folder in (paths.root, paths.enclosures, paths.spool, paths.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_folders_that_stood_open_are_tightened(tmp_path):
    paths = desk_paths(root=tmp_path / "desk")
    paths.spool.mkdir(parents=True)
    paths.spool.chmod(0o755)
    paths.make()
    assert stat.S_IMODE(paths.spool.stat().st_mode) == 0o700


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path):
    paths = desk_paths(root=tmp_path / "desk")
    paths.root.write_text("")
    with pytest.raises(Unavailable) as raised:
        paths.make()
    assert raised.value.code == "folder_unusable"
    assert raised.value.params == {"folder": "desk"}


def test_a_path_is_shown_without_the_name_of_the_account():
    assert shown(Path.home() / "a" / "b.toml") == "~/a/b.toml"
    assert shown(Path("/etc/salter/policy.toml")) == "/etc/salter/policy.toml"
