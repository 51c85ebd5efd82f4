"""One desk's folder: what is half written, changed, cut off or made up, with the reason of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from clerk_app.central.bundle_taking import DeskBundle, take
from clerk_app.contract import bundle
from clerk_app.contract.bundle import Upload
from clerk_app.contract.bundle_folder import LIST, TO_CENTRE, side
from clerk_app.contract.parcel import MOST_BYTES
from tests.support.stick_world import StickDesk, StickTown


@pytest.fixture
def town(tmp_path: Path) -> Iterator[StickTown]:
    made = StickTown(tmp_path / "town")
    yield made
    made.close()


@pytest.fixture
def desk(town: StickTown, tmp_path: Path) -> StickDesk:
    """A desk whose stick holds two requests, one with an enclosure."""
    made = town.desk()
    made.receive(1)
    made.receive(1, (made.enclose(5_000_000),))
    (tmp_path / "KURIR").mkdir()
    made.carry(tmp_path / "KURIR")
    return made


def name_of(desk: StickDesk) -> str:
    return bundle.folder_of(desk.code, desk.identity.centre_sign)


def folder(tmp_path: Path, desk: StickDesk) -> Path:
    return tmp_path / "KURIR" / "SALTER" / name_of(desk) / TO_CENTRE


def taken(town: StickTown, tmp_path: Path, desk: StickDesk) -> DeskBundle:
    return take(side(tmp_path / "KURIR", name_of(desk), TO_CENTRE), desk.code, town.parts)


def rewritten(tmp_path: Path, desk: StickDesk, change: Callable[[bundle.Carried], bundle.Carried]) -> None:
    """The desk's own list, signed anew with something else in it."""
    path = folder(tmp_path, desk) / LIST
    path.write_bytes(bundle.write_carried(change(bundle.read_carried(path.read_bytes())), desk.identity.signer))


def test_what_was_left_half_written_is_taken_without_an_answer(
    town: StickTown, desk: StickDesk, tmp_path: Path
) -> None:
    (folder(tmp_path, desk) / LIST).unlink()
    (folder(tmp_path, desk) / "x.parcel.new").write_bytes(b"half")
    report = taken(town, tmp_path, desk)
    assert (report.accepted, report.carried) == (2, None)
    assert report.failed == ((LIST, "bundle_unfinished"),)


def test_what_is_listed_and_missing_is_named(town: StickTown, desk: StickDesk, tmp_path: Path) -> None:
    (parcel,) = folder(tmp_path, desk).glob("*.parcel")
    piece = min(folder(tmp_path, desk).glob("*.piece"))
    parcel.unlink()
    piece.unlink()
    report = taken(town, tmp_path, desk)
    assert report.failed == ((parcel.name, "bundle_unfinished"), (piece.name, "bundle_unfinished"))
    assert (report.papers, report.carried is not None) == ((), True)


def test_files_that_are_none_are_named_each_with_its_reason(town: StickTown, desk: StickDesk, tmp_path: Path) -> None:
    own = folder(tmp_path, desk)
    (own / "0.parcel").write_bytes(b"")
    (own / "1.parcel").write_bytes(b"garbage")
    (own / "2.parcel").write_bytes(bytes(MOST_BYTES + 1))
    report = taken(town, tmp_path, desk)
    codes = dict(report.failed)
    assert codes == {"0.parcel": "malformed", "1.parcel": "malformed", "2.parcel": "too_large"}
    assert (report.accepted, report.enclosures) == (2, 1)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("position", -1, "malformed"), ("have", 2**63, "malformed"), ("centre", b"another!", "bundle_other_desk")],
)
def test_a_list_that_says_what_cannot_be_answers_nothing(
    town: StickTown, desk: StickDesk, tmp_path: Path, field: str, value: object, code: str
) -> None:
    rewritten(tmp_path, desk, lambda carried: msgspec.structs.replace(carried, **{field: value}))
    report = taken(town, tmp_path, desk)
    assert (report.carried, dict(report.failed).get(LIST)) == (None, code)
    assert report.accepted == 2


@pytest.mark.parametrize(
    "upload",
    [Upload("../" + "a" * 61, ["e.piece"]), Upload("ab" * 32, []), Upload("ab" * 32, ["e0-00-01.piece"])],
)
def test_an_upload_that_is_made_up_is_no_enclosure(
    town: StickTown, desk: StickDesk, tmp_path: Path, upload: Upload
) -> None:
    sealed = bundle.seal_uploads([upload], desk.code, desk.identity.recipients[0])
    rewritten(tmp_path, desk, lambda carried: msgspec.structs.replace(carried, uploads=sealed))
    report = taken(town, tmp_path, desk)
    assert (report.enclosures, report.papers, len(report.failed)) == (0, (), 1)


def test_a_desk_that_nobody_enrolled_is_named(town: StickTown, desk: StickDesk, tmp_path: Path) -> None:
    report = take(side(tmp_path / "KURIR", name_of(desk), TO_CENTRE), "ZZ", town.parts)
    assert report.failed == (("", "desk_unknown"),)


def test_faults_and_answers_are_added_to_a_report() -> None:
    report = DeskBundle(desk="A1").with_fault("x", "y").with_answers(2)
    assert report == replace(DeskBundle(desk="A1"), failed=(("x", "y"),), answers=2)
