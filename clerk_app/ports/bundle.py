"""Port: what a USB stick carries: what the centre has not confirmed, and the folder in which it lies."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.journal import Entry
from clerk_app.ports.outbox import Reached


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that the centre has not confirmed: the bytes of its body, and whether it is a citizen's request."""

    seq: int
    size: int
    request: bool


class Unconfirmed(Protocol):
    """What a stick takes along; to ask changes nothing. All raise ``Damaged('desk_restored')`` as ``Outbox`` does."""

    def waiting(self) -> tuple[Waiting, ...]:
        """Everything that waits or is under way, in the order of the journal, save what a held entry holds back."""

    def entries(self, seqs: Sequence[int]) -> tuple[Entry, ...]:
        """These entries, with their bodies."""

    def enclosed(self) -> tuple[EnclosureRef, ...]:
        """Enclosures of entries that wait or are accepted, which the centre does not have; held ones are left out."""

    def reached(self) -> Reached:
        """What the centre is asked to answer from."""


@dataclass(frozen=True, slots=True)
class FoundStick:
    """A stick in this computer: what it is called, where its files lie, and how many bytes are free."""

    name: str
    root: Path
    free: int


class StickFolder(Protocol):
    """One side of a desk's folder on a stick; each call raises ``Unavailable`` (``stick_full``, ``stick_gone``…)."""

    def put(self, name: str, raw: bytes) -> None:
        """Write a file whole and durably, over an older one."""

    def get(self, name: str, most: int) -> bytes | None:
        """What a file holds, no more than one byte beyond ``most``; nothing where there is none."""

    def names(self, tail: str = "") -> list[str]:
        """The files that are there, in order."""

    def sweep(self, wanted: Container[str]) -> int:
        """Delete every file of a bundle that is not ``wanted``, and what was never finished."""


@dataclass(frozen=True, slots=True)
class Stick:
    """A desk's two sides of a stick: what it sends, and what the centre has left for it."""

    out: StickFolder
    back: StickFolder
