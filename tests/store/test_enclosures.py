from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract.enclosures import CHUNK, KEY_WRAP_BYTES, LARGEST, open_chunk, sealed_size, unwrap_key
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Damaged, Invalid, Refused
from clerk_app.ports.desk_file import Draft
from clerk_app.ports.files import LightPage
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.enclosures import DeskEnclosures
from tests.store.desk import KEY, Desk, open_desk

CENTRE = SealingKey(bytes(range(100, 132)))
PDF = b"%PDF-1.7\n"


def enclosures(desk: Desk, folder: Path) -> DeskEnclosures:
    return DeskEnclosures(
        desk.database, folder / "enclosures", database_key=KEY, centre_public=CENTRE.public, entropy=desk.entropy
    )


def keep(desk: Desk, tmp_path: Path, content: bytes, name: str = "scan.pdf") -> EnclosureRef:
    (tmp_path / name).write_bytes(content)
    return enclosures(desk, tmp_path).keep(tmp_path / name, "Уговор о закупу", "contract", original=True)


@pytest.mark.parametrize("size", [len(PDF), CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_kept_is_read_back(desk: Desk, tmp_path: Path, size: int) -> None:
    content = PDF + bytes(size - len(PDF))
    ref = keep(desk, tmp_path, content)
    assert (ref.size, ref.media_type, ref.title, ref.original) == (size, "application/pdf", "Уговор о закупу", True)
    assert b"".join(enclosures(desk, tmp_path).read(ref)) == content
    (file,) = (tmp_path / "enclosures").iterdir()
    assert file.stat().st_size == sealed_size(size)
    assert ref.sha256 not in file.name


def test_a_page_that_was_made_lighter_is_kept_as_it_is_now(desk: Desk, tmp_path: Path) -> None:
    page = LightPage(tmp_path / "scan.pdf", PDF + b"light", before=900_000)
    ref = enclosures(desk, tmp_path).keep(page, "Лична карта", "", original=False)
    assert (ref.size, ref.media_type) == (len(page.raw), "application/pdf")
    assert b"".join(enclosures(desk, tmp_path).read(ref)) == page.raw
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".pdf"] == []


def test_the_same_content_is_kept_once(desk: Desk, tmp_path: Path) -> None:
    first, second = keep(desk, tmp_path, PDF), keep(desk, tmp_path, PDF, "other.pdf")
    assert first.sha256 == second.sha256
    assert len(list((tmp_path / "enclosures").iterdir())) == 1
    assert len(desk.rows("SELECT * FROM journal_enclosure_key")) == 1


def test_a_file_lost_beside_its_key_is_written_again(desk: Desk, tmp_path: Path) -> None:
    ref = keep(desk, tmp_path, PDF)
    next((tmp_path / "enclosures").iterdir()).unlink()
    with pytest.raises(Damaged, match="enclosure_missing"):
        list(enclosures(desk, tmp_path).read(ref))
    keep(desk, tmp_path, PDF)
    assert b"".join(enclosures(desk, tmp_path).read(ref)) == PDF


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "file_empty"),
        ("a.pdf", b"GIF89a", "file_not_what_it_says"),
        ("a.gif", b"GIF89a", "file_kind_not_taken"),
    ],
)
def test_files_that_are_not_taken(desk: Desk, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code) as refused:
        keep(desk, tmp_path, content, name)
    assert refused.value.field == "file"
    assert desk.rows("SELECT * FROM journal_enclosure_key") == []


def test_a_file_that_is_too_large_is_not_even_read(desk: Desk, tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as sparse:
        sparse.write(PDF)
        sparse.truncate(LARGEST + 1)
    with pytest.raises(Invalid, match="file_too_large") as refused:
        enclosures(desk, tmp_path).keep(tmp_path / "large.pdf", "", "", original=False)
    assert refused.value.params == {"most": 100}


@pytest.mark.parametrize("name", ["away.pdf", "folder.pdf"])
def test_a_file_that_cannot_be_read_is_said(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(Invalid, match="file_unreadable"):
        enclosures(desk, tmp_path).keep(tmp_path / name, "", "", original=False)


def test_an_upload_is_the_same_from_any_offset_and_the_centre_can_open_it(desk: Desk, tmp_path: Path) -> None:
    content = PDF + bytes(CHUNK)
    ref = keep(desk, tmp_path, content)
    desk.accept(1, enclosures=(ref,))
    files = enclosures(desk, tmp_path)
    whole = b"".join(files.upload(ref.sha256, 0))
    assert len(whole) == KEY_WRAP_BYTES + sealed_size(len(content))
    for offset in (1, KEY_WRAP_BYTES - 1, KEY_WRAP_BYTES, KEY_WRAP_BYTES + 1, len(whole) - 1, len(whole)):
        assert b"".join(files.upload(ref.sha256, offset)) == whole[offset:]
    digest = bytes.fromhex(ref.sha256)
    key = unwrap_key(whole[:KEY_WRAP_BYTES], CENTRE, digest)
    sealed = whole[KEY_WRAP_BYTES : KEY_WRAP_BYTES + CHUNK + 16]
    assert open_chunk(key, digest, 0, sealed, len(content)) == content[:CHUNK]


def test_damage_is_found(desk: Desk, tmp_path: Path) -> None:
    ref = keep(desk, tmp_path, PDF + bytes(CHUNK))
    (file,) = (tmp_path / "enclosures").iterdir()
    file.write_bytes(file.read_bytes()[: CHUNK + 16])
    with pytest.raises(Damaged, match="enclosure_damaged"):
        list(enclosures(desk, tmp_path).read(ref))


def test_the_sweep_keeps_what_entries_and_drafts_name(desk: Desk, tmp_path: Path) -> None:
    entered = keep(desk, tmp_path, PDF + b"entered")
    drafted = keep(desk, tmp_path, PDF + b"drafted")
    nobody = keep(desk, tmp_path, PDF + b"nobody")
    desk.accept(1, enclosures=(entered,))
    DeskDrafts(desk.database).save(Draft(id="d", content=drafted.sha256.encode(), saved=1, clerk="c"))
    (tmp_path / "enclosures" / "ab.new").write_bytes(b"unfinished")
    files = enclosures(desk, tmp_path)
    assert files.sweep() == 2
    assert files.sweep() == 0
    assert b"".join(files.read(entered)) == PDF + b"entered"
    assert b"".join(files.read(drafted)) == PDF + b"drafted"
    with pytest.raises(Refused, match="enclosure_erased"):
        list(files.read(nobody))


def test_an_entry_never_names_what_was_not_kept(desk: Desk) -> None:
    ref = EnclosureRef(sha256="00" * 32, size=1, media_type="application/pdf", title="")
    with pytest.raises(Damaged, match="enclosure_missing"):
        desk.accept(1, enclosures=(ref,))
    assert desk.rows("SELECT * FROM journal_entry") == []


def test_what_another_file_has_kept_is_adopted_under_a_key_of_its_own(desk: Desk, tmp_path: Path) -> None:
    ref = keep(desk, tmp_path, PDF)
    (tmp_path / "new").mkdir()
    other = open_desk(tmp_path / "new")
    other.entropy.taken = 100
    theirs = enclosures(other, tmp_path / "new")
    for _ in range(2):
        theirs.adopt(ref, enclosures(desk, tmp_path).read(ref))
    assert b"".join(theirs.read(ref)) == PDF
    keys = [one.rows("SELECT key FROM journal_enclosure_key") for one in (desk, other)]
    assert keys[0] != keys[1]
    other.close()


def test_what_cannot_be_read_there_leaves_nothing_here(desk: Desk, tmp_path: Path) -> None:
    ref = keep(desk, tmp_path, PDF)
    next((tmp_path / "enclosures").iterdir()).unlink()
    (tmp_path / "new").mkdir()
    other = open_desk(tmp_path / "new")
    theirs = enclosures(other, tmp_path / "new")
    with pytest.raises(Damaged, match="enclosure_missing"):
        theirs.adopt(ref, enclosures(desk, tmp_path).read(ref))
    assert (list((tmp_path / "new" / "enclosures").iterdir()), other.rows("SELECT * FROM journal_enclosure_key")) == (
        [],
        [],
    )
    other.close()


def test_a_file_that_is_damaged_or_gone_is_put_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    ref = keep(desk, tmp_path, PDF + b"x" * CHUNK)
    (file,) = (tmp_path / "enclosures").iterdir()
    before = file.read_bytes()
    again = tmp_path / "again.bin"
    again.write_bytes(PDF + b"x" * CHUNK)
    for spoil in (lambda: file.write_bytes(before[:-1] + b"?"), file.unlink):
        spoil()
        enclosures(desk, tmp_path).put_back(ref, again)
        assert file.read_bytes() == before


def test_another_file_is_not_taken_in_its_place(desk: Desk, tmp_path: Path) -> None:
    ref = keep(desk, tmp_path, PDF)
    (file,) = (tmp_path / "enclosures").iterdir()
    before, another = file.read_bytes(), tmp_path / "another.pdf"
    another.write_bytes(PDF + b"!")
    for path, code in ((another, "enclosure_another"), (tmp_path / "away.pdf", "file_unreadable")):
        with pytest.raises(Invalid, match=code):
            enclosures(desk, tmp_path).put_back(ref, path)
    assert file.read_bytes() == before
