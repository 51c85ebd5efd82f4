"""What each kind of receipt printer can do, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ProofKind = Literal["process_id", "sensor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """One table of ``resources/devices/printers.toml``, which says what the fields mean."""

    name: str
    dots: int
    band_rows: int
    status: bool
    proof: tuple[ProofKind, ...]


def load_profiles(file: Path) -> dict[str, PrinterProfile]:
    """All kinds by name."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _profile(name, table) for name, table in tables.items()}


def _profile(name: str, table: dict[str, Any]) -> PrinterProfile:
    return PrinterProfile(name=name, **table | {"proof": tuple(table["proof"])})
