from pathlib import Path

import pytest
from PIL import Image

from clerk_app.app.open import prepare
from clerk_app.cli.frame import Exit
from clerk_app.ports.desk_file import ListFilter
from tests.cli.conftest import Call
from tests.journeys.town import CLERK, PASSWORD, lines, place_of


@pytest.fixture
def code(as_clerk: Call, root: Path) -> str:
    """The text of the code on the receipt of a request just received."""
    as_clerk("receive", stdin=lines(1))
    prepared = prepare(place_of(root))
    try:
        prepared.signing_in.sign_in(CLERK, PASSWORD)
        actions = prepared.desk.actions
        (view,) = actions.looking.page(ListFilter())
        return actions.receipting.facts(view.subject, copy=0).qr
    finally:
        prepared.close()


def test_a_code_is_genuine_with_and_without_a_clerk(code: str, as_clerk: Call, call: Call, root: Path) -> None:
    signed_in = as_clerk("verify-receipt", code)
    alone = call("verify-receipt", "--root", str(root), "--demo-vault", "--json", code)
    assert (signed_in.code, alone.code) == (Exit.DONE, Exit.DONE)
    assert signed_in.told == alone.told
    assert alone.told["verdict"] == "genuine"


def test_an_altered_code_is_not(code: str, as_clerk: Call) -> None:
    middle = len(code) // 2
    swapped = code[:middle] + ("A" if code[middle] != "A" else "B") + code[middle + 1 :]
    assert as_clerk("verify-receipt", swapped).code == Exit.ATTENTION


def test_nothing_to_verify_is_said(call: Call, root: Path) -> None:
    answer = call("verify-receipt", "--root", str(root), "--demo-vault", "--json")
    assert answer.code == Exit.USAGE
    assert "receipt_code" in answer.err


def test_what_is_no_code_is_not_called_altered(call: Call, root: Path, tmp_path: Path) -> None:
    """A photograph on which nothing can be read accuses no citizen of forging."""
    blank = tmp_path / "blank.png"
    Image.new("1", (40, 40), 1).save(blank, "png")
    for what in (("https://example.rs",), ("--png", str(blank))):
        answer = call("verify-receipt", "--root", str(root), "--demo-vault", "--json", *what)
        assert (answer.code, answer.out) == (Exit.USAGE, "")
        assert "receipt_code" in answer.err
