import pytest

from clerk_app.settings.given import Layer
from clerk_app.settings.policy import read_policy


@pytest.fixture
def path(tmp_path):
    return tmp_path / "policy.toml"


def test_the_two_tables_differ_in_what_they_forbid(path):
    path.write_text("[fixed]\nlock_after = 5\n[default]\ntheme = 'dark'\n")
    layer = read_policy(path)
    assert [(one.name, one.raw, one.fixed, one.where) for one in layer.given] == [
        ("theme", "dark", False, str(path)),
        ("lock_after", 5, True, str(path)),
    ]
    assert layer.problems == ()


def test_a_key_outside_both_tables_is_said(path):
    path.write_text("theme = 'dark'\nfixed = 3\n[Fixed]\nscale = 2\n")
    layer = read_policy(path)
    assert layer.given == ()
    assert [(one.code, one.params["setting"]) for one in layer.problems] == [
        ("policy_table", "theme"),
        ("policy_table", "Fixed"),
        ("policy_table", "fixed"),
    ]


def test_a_machine_without_a_policy_has_none(path):
    assert read_policy(path) == Layer()


def test_a_policy_that_cannot_be_read_is_a_problem_and_no_crash(path):
    path.mkdir()
    assert [one.code for one in read_policy(path).problems] == ["file_not_read"]
    path.rmdir()
    path.write_text("fixed = {")
    assert [one.code for one in read_policy(path).problems] == ["settings_file_broken"]
