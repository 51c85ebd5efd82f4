import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import Invalid
from clerk_app.settings.preferences import read_preferences, save_preferences
from clerk_app.settings.schema import keys

KEYS = keys(("sr-Cyrl", "sr-Latn", "en"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "preferences.toml"


def saved(path):
    layer = read_preferences(path)
    assert layer.problems == ()
    return {one.name: one.raw for one in layer.given}


def test_what_is_saved_is_read_again_and_stays_private(path):
    save_preferences(path, {"theme": "dark", "scale": 1.5}, keys=KEYS)
    save_preferences(path, {"scale": "1.25", "reader": 'a "b" \\ Ђ'}, keys=KEYS)
    assert saved(path) == {"theme": "dark", "scale": 1.25, "reader": 'a "b" \\ Ђ'}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"theme": "pink"}, "setting_choice"),
        ({"scale": 3}, "setting_range"),
        ({"receipt_wait": 1}, "setting_not_here"),
        ({"lock_after": 5}, "setting_fixed"),
        ({"colour": "red"}, "setting_unknown"),
    ],
)
def test_a_value_that_may_not_be_saved_changes_nothing(path, changes, code):
    save_preferences(path, {"theme": "dark"}, keys=KEYS)
    before = path.read_bytes()
    with pytest.raises(Invalid) as raised:
        save_preferences(path, {"density": "comfortable", **changes}, keys=KEYS, fixed={"lock_after"})
    assert (raised.value.code, raised.value.field) == (code, next(iter(changes)))
    assert path.read_bytes() == before


def test_what_only_a_newer_version_knows_is_kept(path):
    path.write_text("sidebar = true\nlimit = 7\nwidths = [1, 2]\n'a b' = 1\nodd = nan\n")
    save_preferences(path, {"theme": "dark"}, keys=KEYS)
    assert saved(path) == {"sidebar": True, "limit": 7, "theme": "dark"}


def test_a_broken_file_is_put_aside(path):
    path.write_text("theme = = 'dark'")
    save_preferences(path, {"theme": "light"}, keys=KEYS)
    assert saved(path) == {"theme": "light"}
    assert path.with_name("preferences.toml.broken").read_text() == "theme = = 'dark'"


@given(text=st.text(max_size=40))
def test_any_text_that_toml_holds_is_kept_as_it_is(text, tmp_path_factory):
    path = tmp_path_factory.mktemp("p") / "preferences.toml"
    path.write_text('newer = "' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"')
    save_preferences(path, {"theme": "dark"}, keys=KEYS)
    assert saved(path)["newer"] == text


def test_a_file_that_cannot_be_read_is_a_problem_and_no_crash(path):
    path.mkdir()
    assert [one.code for one in read_preferences(path).problems] == ["file_not_read"]
    path.rmdir()
    path.write_text("theme = = 'dark'")
    assert [one.code for one in read_preferences(path).problems] == ["settings_file_broken"]
