import io
from pathlib import Path

import pytest

from clerk_app.app.resources import resources_folder
from clerk_app.cli.frame import Exit, Out, contents, exit_of, speak_plainly
from clerk_app.domain.errors import CounterError, Invalid, SignIn, Unavailable
from clerk_app.i18n import Texts


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(resources_folder() / "texts")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Invalid("argument_file", file="a"), Exit.USAGE),
        (SignIn("wrong_password"), Exit.NOT_SIGNED_IN),
        (Unavailable("no_line"), Exit.FAILED),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: CounterError, code: Exit) -> None:
    assert exit_of(error) is code


def test_a_program_hears_json_alone(texts: Texts, capsys: pytest.CaptureFixture[str]) -> None:
    out = Out(texts, as_json=True)
    out.say("реч")
    out.report({"name": "Ђорђе"}, lambda: ["реч"])
    out.fail(Invalid("argument_file", file="a.json"))
    said, wrong = capsys.readouterr()
    assert said == '{"name": "Ђорђе"}\n'
    assert wrong == '{"error": "argument_file", "file": "a.json"}\n'


def test_a_person_hears_words_alone(texts: Texts, capsys: pytest.CaptureFixture[str]) -> None:
    out = Out(texts, as_json=False)
    out.report({"name": "Ђорђе"}, lambda: ["прва", "друга"])
    out.fail(Invalid("argument_file", file="a.json"))
    said, wrong = capsys.readouterr()
    assert said == "прва\nдруга\n"
    assert "a.json" in wrong
    assert "argument_file" not in wrong


def test_a_code_without_words_is_said_as_it_is(texts: Texts) -> None:
    assert Out(texts, as_json=False).words(Invalid("never_heard_of")) == "never_heard_of"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as raised:
        contents(tmp_path / "none.json")
    assert raised.value.params["file"] == str(tmp_path / "none.json")


def test_no_alphabet_of_a_terminal_ends_a_command(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serbian Windows redirects in an alphabet without Cyrillic; a file and a program get UTF-8 all the same."""
    said = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(said, encoding="cp1250", newline="\n"))
    speak_plainly()
    Out(texts, as_json=True).report({"name": "Ђорђе"}, list)
    assert said.getvalue().decode() == '{"name": "Ђорђе"}\n'
