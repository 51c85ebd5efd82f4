"""Compile every catalogue in ``resources/texts`` to ``.mo`` beside it, and stop at the first that is not whole.

Run from the root of the repository: ``python scripts/compile_texts.py``. The program reads ``.po`` where there is no
``.mo``; compiled ones start faster. Both languages must have the same keys with the same placeholders.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path("resources/texts")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def main() -> int:
    """Compile all; 1 if a catalogue differs from its Serbian source."""
    sources = {path.stem: _read(path) for path in sorted((ROOT / "sr").glob("*.po"))}
    faults: list[str] = []
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir()):
        for path in sorted(folder.glob("*.po")):
            catalogue = _read(path)
            faults += _differences(path, catalogue, sources.get(path.stem, Catalog()))
            with path.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue)
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


def _read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def _differences(path: Path, catalogue: Catalog, source: Catalog) -> list[str]:
    """What a translation lacks, has too much, or fills in differently."""
    own, given = _placeholders(catalogue), _placeholders(source)
    faults = [f"{path}: {key} is missing" for key in given.keys() - own.keys()]
    faults += [f"{path}: {key} has no source" for key in own.keys() - given.keys()]
    faults += [
        f"{path}: {key} has {sorted(own[key])} instead of {sorted(given[key])}"
        for key in own.keys() & given.keys()
        if own[key] != given[key]
    ]
    return sorted(faults)


def _placeholders(catalogue: Catalog) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
            found[key] = {name for form in forms for name in _PLACEHOLDER.findall(form)}
    return found


if __name__ == "__main__":
    sys.exit(main())
