from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

import pytest

from clerk_app.carriers.bundle import free_bytes, stick_at, sticks
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.ports.bundle import FoundStick

CENTRE = b"c" * 32


def test_the_two_sides_of_a_desks_folder_are_apart(tmp_path: Path) -> None:
    stick = stick_at(tmp_path, "A7", CENTRE)
    stick.out.put("1.parcel", b"up")
    stick.back.put("1.answer", b"down")
    assert (stick.out.names(), stick.back.names()) == (["1.parcel"], ["1.answer"])
    assert stick_at(tmp_path, "A8", CENTRE).out.names() == []
    with pytest.raises(Invalid, match="stick_folder"):
        stick_at(tmp_path / "none", "A7", CENTRE)


def test_room_is_told_while_it_is_there(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0
    with pytest.raises(Unavailable, match="stick_gone"):
        free_bytes(tmp_path / "none")


def test_what_is_mounted_is_a_stick_and_an_empty_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KURIR-2", "KURIR-1", "left-behind"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: "KURIR" in str(path))
    found = sticks([tmp_path, tmp_path / "none"])
    assert [one.name for one in found] == ["KURIR-1", "KURIR-2"]
    assert found[0] == FoundStick("KURIR-1", tmp_path / "KURIR-1", found[0].free)
    assert found[0].free > 0


def test_on_windows_a_removable_drive_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Kernel:
        def GetDriveTypeW(self, root: ctypes.c_wchar_p) -> int:  # noqa: N802 - Windows calls it so
            return 2 if root.value in ("E:\\", "F:\\", "G:\\") else 3

        def GetVolumeInformationW(self, root: ctypes.c_wchar_p, label: ctypes.Array[ctypes.c_wchar], *_: object) -> int:  # noqa: N802
            label.value = "KURIR" if root.value == "E:\\" else ""
            return int(root.value != "G:\\")  # a reader without a card in it

    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: Kernel(), raising=False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _root: type("Usage", (), {"free": 7}))
    monkeypatch.setattr(sys, "platform", "win32")
    assert sticks() == (FoundStick("KURIR", Path("E:\\"), 7), FoundStick("F:", Path("F:\\"), 7))
