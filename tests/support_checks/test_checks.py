from pathlib import Path

import pytest

from clerk_app.domain.errors import Damaged, Invalid, Unavailable
from clerk_app.i18n import Texts
from clerk_app.support.checks import (
    ClockRight,
    DiskFree,
    FoldersPrivate,
    JournalWhole,
    SettingsRight,
    SpoolKept,
    VaultOpen,
)

RESOURCES = Path(__file__).parents[2] / "resources"


class SecretKept:
    """A vault as the port describes it."""

    def __init__(self, secret: bytes | None, *, is_demo: bool = False, refuses: str = "") -> None:
        self.is_demo = is_demo
        self._secret = secret
        self._refuses = refuses

    def read(self) -> bytes | None:
        if self._refuses:
            raise Unavailable(self._refuses)
        return self._secret

    def write(self, secret: bytes) -> None:
        self._secret = secret


@pytest.mark.parametrize(
    ("enough", "least", "level"), [(0, 0, "fine"), (10**12, 0, "warning"), (10**12, 10**12, "fault")]
)
def test_disk(tmp_path, enough, least, level):
    result = DiskFree(tmp_path, enough, least).run()
    assert result.level == level
    assert result.params["free"].removesuffix(" GB").removesuffix(" MB").isdigit()


def test_a_disk_that_is_gone(tmp_path):
    result = DiskFree(tmp_path / "gone").run()
    assert (result.level, result.code, result.params) == ("fault", "disk_unreadable", {"folder": "gone"})


def test_folders(tmp_path):
    spool, logs = tmp_path / "spool", tmp_path / "logs"
    assert FoldersPrivate([spool]).run().code == "folder_unusable"
    spool.mkdir(mode=0o700)
    logs.mkdir(mode=0o700)
    assert FoldersPrivate([spool, logs]).run().level == "fine"
    logs.chmod(0o755)
    result = FoldersPrivate([spool, logs]).run()
    assert (result.level, result.code, result.params) == ("warning", "folder_open", {"folder": "logs"})


@pytest.mark.parametrize(
    ("offset", "level", "code"),
    [
        (None, "fine", "clock_unknown"),
        (0, "fine", "clock_right"),
        (-60_000, "fine", "clock_right"),
        (60_001, "warning", "clock_behind"),
        (-3_600_000, "warning", "clock_ahead"),
    ],
)
def test_clock(offset, level, code):
    result = ClockRight(lambda: offset).run()
    assert (result.level, result.code) == (level, code)


def test_the_clock_says_by_how_much():
    assert ClockRight(lambda: -3_600_000).run().params == {"minutes": "60"}


@pytest.mark.parametrize(
    ("trouble", "level", "code"),
    [("", "fine", "spool_kept"), (None, "fine", "spool_shut"), ("disk_full", "fault", "spool_disk_full")],
)
def test_spool(trouble, level, code):
    result = SpoolKept(lambda: trouble).run()
    assert (result.level, result.code) == (level, code)


@pytest.mark.parametrize("language", ["sr", "en"])
@pytest.mark.parametrize("trouble", ["disk_full", "disk_failed", "copy_folder_failed", "slow"])
def test_each_trouble_of_the_spool_has_words_of_its_own(language, trouble):
    texts = Texts(RESOURCES / "texts", language)
    assert texts.has(f"check.{SpoolKept(lambda: trouble).run().code}")


def test_journal():
    assert JournalWhole(lambda: 412).run().params == {"entries": "412"}
    assert JournalWhole(lambda: None).run().level == "warning"

    def broken() -> int:
        raise Damaged("chain_broken")

    with pytest.raises(Damaged):
        JournalWhole(broken).run()


def test_an_old_copy_is_a_fault_even_where_its_journal_verifies_and_while_it_is_shut():
    for verify in (lambda: 12, lambda: None):
        result = JournalWhole(verify, lambda: "A7").run()
        assert (result.level, result.code, result.params) == ("fault", "desk_restored", {"desk": "A7"})


def test_settings():
    assert SettingsRight([]).run().level == "fine"
    problems = [
        Invalid("setting_range", setting="scale", where="a"),
        Invalid("setting_fixed", setting="scale", where="b"),
        Invalid("settings_file_broken", where="~/preferences.toml", line=3),
    ]
    result = SettingsRight(problems).run()
    assert (result.level, result.params) == ("warning", {"settings": "scale, ~/preferences.toml"})


@pytest.mark.parametrize(
    ("vault", "level", "code"),
    [
        (SecretKept(b"x" * 32), "fine", "vault_open"),
        (SecretKept(b"x" * 32, is_demo=True), "warning", "vault_demo"),
        (SecretKept(None), "warning", "vault_empty"),
    ],
)
def test_vault(vault, level, code):
    result = VaultOpen(vault).run()
    assert (result.level, result.code) == (level, code)


def test_what_the_vault_raises_is_left_to_the_doctor():
    with pytest.raises(Unavailable):
        VaultOpen(SecretKept(None, refuses="vault_locked")).run()
