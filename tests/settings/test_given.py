import pytest

from clerk_app.domain.errors import Invalid
from clerk_app.settings.given import from_arguments, from_environment, read_toml


def test_variables_of_ours_are_taken_and_others_are_not():
    given = from_environment({"SALTER_LOCK_AFTER": "5", "SALTER_ROOT": "/x", "PATH": "/bin", "MY_SALTER_X": ""}).given
    assert [(one.name, one.raw, one.source, one.where) for one in given] == [
        ("lock_after", "5", "environment", "SALTER_LOCK_AFTER")
    ]


def test_arguments_that_were_not_given_say_nothing():
    given = from_arguments({"central_url": "https://x", "scale": None, "spool_before_accept": False}).given
    assert [(one.name, one.raw, one.where) for one in given] == [
        ("central_url", "https://x", "--central-url"),
        ("spool_before_accept", False, "--spool-before-accept"),
    ]


@pytest.mark.parametrize(
    ("content", "line"), [(b"a = 1\nb = = 2\n", 2), (b"a = 1\n\nb = '\xff'", 3), (b"a = 1\na = 2", 2), (b"a = '", 1)]
)
def test_a_file_that_is_no_toml_is_said_with_its_line(content, line, tmp_path):
    (tmp_path / "x.toml").write_bytes(content)
    with pytest.raises(Invalid) as raised:
        read_toml(tmp_path / "x.toml")
    assert (raised.value.code, raised.value.field) == ("settings_file_broken", "x.toml")
    assert raised.value.params == {"where": str(tmp_path / "x.toml"), "line": line}


def test_a_file_from_notepad_is_read(tmp_path):
    (tmp_path / "p.toml").write_bytes(b"\xef\xbb\xbftheme = 'dark'\r\nscale = 1.5\r\n")
    assert read_toml(tmp_path / "p.toml") == {"theme": "dark", "scale": 1.5}


def test_no_file_says_nothing(tmp_path):
    assert read_toml(tmp_path / "none.toml") == {}
