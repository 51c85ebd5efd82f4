from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import parcel
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.store.spool import FolderSpool
from tests.store.desk import DESK, Desk

CENTRE = SealingKey(bytes(range(100, 132)))
SIGNER = SigningKey(bytes(range(50, 82)))


def spool(folder: Path, copy_to: Path | None = None, desk: str = DESK) -> FolderSpool:
    return FolderSpool(folder / "spool", copy_to, desk=desk, signer=SIGNER, recipients=(CENTRE.public,))


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_each_entry_is_a_parcel_that_the_centre_can_open(desk: Desk, tmp_path: Path) -> None:
    kept = spool(tmp_path)
    entries = [desk.accept(1).entry, desk.annul(1)]
    for entry in reversed(entries):
        kept.put(entry)
    assert names(tmp_path / "spool") == ["0000000001.parcel", "0000000002.parcel"]
    assert kept.waiting() == 2
    found = list(kept.parcels())
    assert [seq for seq, _raw in found] == [1, 2]
    for entry, (_seq, raw) in zip(entries, found, strict=True):
        made = parcel.take_apart(raw)
        assert made.signed_by(SIGNER.public)
        assert (made.head.first, made.head.count, made.head.chain_head) == (0, 1, entry.hash)
        assert made.open(CENTRE) == [row_of(entry)]


def test_what_the_centre_has_is_deleted_in_both_folders(desk: Desk, tmp_path: Path) -> None:
    kept = spool(tmp_path, tmp_path / "copy")
    for who in range(3):
        kept.put(desk.accept(who).entry)
    assert names(tmp_path / "copy" / DESK) == names(tmp_path / "spool")
    kept.confirmed([1, 3, 99])
    assert names(tmp_path / "copy" / DESK) == names(tmp_path / "spool") == ["0000000002.parcel"]


def test_a_second_folder_that_is_away_is_said_and_caught_up(desk: Desk, tmp_path: Path) -> None:
    away = tmp_path / "stick"
    away.write_text("not a folder")
    kept = spool(tmp_path, away)
    for who in range(3):
        with pytest.raises(Unavailable, match="copy_folder_failed"):
            kept.put(desk.accept(who).entry)
    kept.confirmed([1])
    assert len(names(tmp_path / "spool")) == 2
    away.unlink()
    kept.put(desk.accept(4).entry)
    assert names(away / DESK) == names(tmp_path / "spool")


def test_another_desk_leaves_the_parcels_of_a_dead_one_alone(desk: Desk, tmp_path: Path) -> None:
    spool(tmp_path, tmp_path / "copy").put(desk.accept(1).entry)
    other = spool(tmp_path / "new", tmp_path / "copy", desk="B2")
    other.put(desk.accept(2).entry)
    other.confirmed([2])
    assert names(tmp_path / "copy" / DESK) == ["0000000001.parcel"]


def test_the_spool_is_made_to_match_what_is_unconfirmed(desk: Desk, tmp_path: Path) -> None:
    for who in range(4):
        desk.accept(who)
    kept = spool(tmp_path, tmp_path / "copy")
    first = desk.outbox.entry(1)
    assert first is not None
    kept.put(first)
    kept.match([2, 4], desk.outbox.entry, 4)
    assert [seq for seq, _raw in kept.parcels()] == [2, 4]
    assert names(tmp_path / "copy" / DESK) == names(tmp_path / "spool")


def test_unfinished_files_are_swept_and_never_sent(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "0000000009.parcel.new").write_bytes(b"half")
    assert list(spool(tmp_path).parcels()) == []
    assert names(tmp_path / "spool") == []


def test_parcels_of_entries_that_the_journal_does_not_know_are_left_alone_and_told(desk: Desk, tmp_path: Path) -> None:
    """The file was restored from an old copy: what lies here is all that is left of the entries after it."""
    later = [desk.accept(who).entry for who in range(4)]
    before = spool(tmp_path, tmp_path / "copy")
    for entry in later:
        before.put(entry)
    theirs = {path: path.read_bytes() for path in tmp_path.rglob("*.parcel")}
    kept = spool(tmp_path, tmp_path / "copy")
    kept.match([], lambda _seq: None, 2)
    assert kept.beyond == 4
    assert names(tmp_path / "spool") == names(tmp_path / "copy" / DESK) == ["0000000003.parcel", "0000000004.parcel"]
    kept.put(later[2])
    for path in tmp_path.rglob("*.parcel"):
        assert path.read_bytes() == theirs[path]


def test_a_second_folder_that_comes_back_later_is_looked_at_then(desk: Desk, tmp_path: Path) -> None:
    entries = [desk.accept(who).entry for who in range(3)]
    for entry in entries:
        spool(tmp_path / "old", tmp_path / "copy").put(entry)
    kept = spool(tmp_path / "new", tmp_path / "copy")
    kept.put(entries[0])
    assert kept.beyond == 3
    assert len(names(tmp_path / "copy" / DESK)) == 3


def test_the_spool_of_a_desk_that_has_stopped_does_not_travel_by_itself(desk: Desk, tmp_path: Path) -> None:
    kept = spool(tmp_path)
    kept.put(desk.accept(1).entry)
    kept.stop()
    for one in (kept, spool(tmp_path)):
        with pytest.raises(Damaged, match="desk_restored"):
            one.parcels()
    assert "0000000001.parcel" in names(tmp_path / "spool")


@pytest.mark.parametrize("made", ["nothing", "junk", "another key", "another name"])
def test_what_the_desk_has_not_signed_proves_nothing_and_stays(desk: Desk, tmp_path: Path, made: str) -> None:
    """A desk of an earlier centre had the same code, or somebody put a file there: no healthy desk stops for it."""
    entries = [desk.accept(who).entry for who in range(3)]
    kept = spool(tmp_path)
    signer = SigningKey(bytes(32)) if made == "another key" else SIGNER
    FolderSpool(tmp_path / "other", None, desk=DESK, signer=signer, recipients=(CENTRE.public,)).put(entries[2])
    sealed = (tmp_path / "other" / "0000000003.parcel").read_bytes()
    foreign = {"nothing": b"", "junk": b"junk"}.get(made, sealed)
    strange = tmp_path / "spool" / ("0000000009.parcel" if made == "another name" else "0000000003.parcel")
    strange.write_bytes(foreign)
    kept.match([1, 2], desk.outbox.entry, 2)
    assert (kept.beyond, strange.read_bytes()) == (0, foreign)


def test_what_is_not_ours_makes_room_for_a_parcel_of_ours_and_is_not_lost(desk: Desk, tmp_path: Path) -> None:
    entry = desk.accept(1).entry
    kept = spool(tmp_path, tmp_path / "copy")
    for folder in (tmp_path / "spool", tmp_path / "copy" / DESK):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "0000000001.parcel").write_bytes(b"of another")
    kept.put(entry)
    for folder in (tmp_path / "spool", tmp_path / "copy" / DESK):
        assert parcel.take_apart((folder / "0000000001.parcel").read_bytes()).signed_by(SIGNER.public)
        assert (folder / "not-ours-0000000001.parcel").read_bytes() == b"of another"


def test_what_is_not_ours_is_never_cleared_away_as_confirmed(desk: Desk, tmp_path: Path) -> None:
    desk.accept(1)
    kept = spool(tmp_path)
    strange = tmp_path / "spool" / "0000000001.parcel"
    strange.write_bytes(b"of another")
    kept.match([], desk.outbox.entry, 1)
    assert strange.read_bytes() == b"of another"
