from __future__ import annotations

import pytest

from clerk_app.contract import bundle
from clerk_app.contract.bundle import Answered, Carried, Item, Upload
from clerk_app.contract.keys import SealingKey, SigningKey, key_id
from clerk_app.domain.errors import Damaged, Invalid
from tests.support.sync_entries import entry

DESK, CENTRE = SigningKey(b"d" * 32), SigningKey(b"c" * 32)
CENTRE_SEAL, DESK_SEAL = SealingKey(b"s" * 32), SealingKey(b"t" * 32)
UPLOADS = [Upload("ab" * 32, ["e00-00-01.piece"])]


def carried(**changed: object) -> Carried:
    values: dict[str, object] = {
        "desk": "A7",
        "centre": key_id(CENTRE.public),
        "made": 1,
        "expires": 2,
        "position": 40,
        "have": 30,
        "entries": 2,
        "requests": 1,
        "parcels": [bundle.item_of("0000000001-0000000002-00.parcel", b"parcel")],
        "pieces": [bundle.item_of("e00-00-01.piece", b"piece")],
        "uploads": bundle.seal_uploads(UPLOADS, "A7", CENTRE_SEAL.public),
    }
    return Carried(**{**values, **changed})  # type: ignore[arg-type] # tests give what the list takes


def answered(**changed: object) -> Answered:
    values: dict[str, object] = {
        "desk": "A7",
        "centre": key_id(CENTRE.public),
        "made": 5,
        "expires": 6,
        "asked": 1,
        "after": 40,
        "after_have": 30,
        "have": 31,
        "position": 44,
        "answers": [bundle.item_of("0001-00.answer", b"answer")],
        "papers": bundle.seal_papers(["cd" * 32, "ab" * 32], "A7", DESK_SEAL.public),
    }
    return Answered(**{**values, **changed})  # type: ignore[arg-type] # tests give what the list takes


def test_both_lists_come_back_as_they_were_written() -> None:
    raw = bundle.write_carried(carried(), DESK)
    read = bundle.read_carried(raw, DESK.public)
    assert (raw[:4], read.position, read.have) == (b"SLB1", 40, 30)
    assert bundle.open_uploads(read, CENTRE_SEAL) == UPLOADS
    back = bundle.read_answered(bundle.write_answered(answered(), CENTRE), CENTRE.public)
    assert (back.position, back.asked) == (44, 1)
    assert bundle.open_papers(back, DESK_SEAL) == ["ab" * 32, "cd" * 32]


@pytest.mark.parametrize("place", [4, 20, -1])
def test_a_byte_that_was_changed_is_seen(place: int) -> None:
    raw = bytearray(bundle.write_carried(carried(), DESK))
    raw[place] ^= 1
    with pytest.raises((Damaged, Invalid)) as told:
        bundle.read_carried(bytes(raw), DESK.public)
    assert told.value.code in {"bundle_forged", "malformed"}


def test_a_list_that_was_cut_off_or_is_of_the_other_side_is_none() -> None:
    raw = bundle.write_carried(carried(), DESK)
    for wrong in (b"", raw[:40], raw[:-1], raw + b"x", bundle.write_answered(answered(), CENTRE)):
        with pytest.raises(Invalid, match="malformed"):
            bundle.read_carried(wrong, DESK.public)


def test_another_key_wrote_it() -> None:
    with pytest.raises(Damaged, match="bundle_forged"):
        bundle.read_answered(bundle.write_answered(answered(), DESK), CENTRE.public)


@pytest.mark.parametrize("name", ["../up.parcel", "a/b.piece", "C:x.answer", "x.exe", ".parcel", "A.parcel", "x" * 70])
def test_no_list_leads_anywhere_else(name: str) -> None:
    raw = bundle.write_carried(carried(parcels=[Item(name, 1, bytes(32))]), DESK)
    with pytest.raises(Invalid, match="malformed"):
        bundle.read_carried(raw, DESK.public)


def test_nobody_but_the_centre_learns_what_is_enclosed() -> None:
    raw = bundle.write_carried(carried(), DESK)
    assert b"ab" * 32 not in raw
    with pytest.raises(Damaged, match="seal_broken"):
        bundle.open_uploads(carried(), DESK_SEAL)
    with pytest.raises(Damaged, match="seal_broken"):
        bundle.open_uploads(carried(desk="A8"), CENTRE_SEAL)


def test_the_same_entries_have_the_same_name_and_others_another() -> None:
    first, second = entry(1), entry(2)
    name = bundle.parcel_name([first, second])
    assert name == bundle.parcel_name([first, second])
    assert name.startswith("0000000001-0000000002-")
    assert len({name, bundle.parcel_name([first]), bundle.parcel_name([second])}) == 3
    assert all(bundle.is_name(one) for one in (name, bundle.piece_name(b"w" * 80, 0, 26), bundle.answer_name(1, b"a")))


def test_folders_tell_desks_of_two_municipalities_apart() -> None:
    assert bundle.folder_of("A7", CENTRE.public) != bundle.folder_of("A7", DESK.public)
    assert bundle.folder_of("A7", CENTRE.public) == f"A7-{key_id(CENTRE.public).hex()}"
