"""What others made stands beside its licence, and the whole has one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from tests.gates.tree import ROOT, paths_in_git

ASSETS = frozenset({".ttf", ".otf", ".woff2", ".svg", ".png", ".jpg", ".ico", ".wav", ".ogg"})
LICENCE_NAMES = ("LICENSE", "LICENCE", "OFL", "COPYING")


def holds_licence(folder: PurePosixPath, paths: Collection[PurePosixPath]) -> bool:
    return any(path.parent == folder and path.name.upper().startswith(LICENCE_NAMES) for path in paths)


def unlicensed(names: Sequence[str]) -> list[str]:
    """Assets under resources/ with no licence in their folder or one above it, inside their room."""
    paths = [PurePosixPath(name) for name in names if name.startswith("resources/")]
    return [
        str(path)
        for path in paths
        if path.suffix in ASSETS
        and not any(holds_licence(folder, paths) for folder in path.parents if len(folder.parts) > 1)
    ]


def test_every_asset_has_a_licence() -> None:
    assert unlicensed(paths_in_git(ROOT)) == []


def test_the_whole_is_under_the_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_an_asset_without_a_licence_is_caught() -> None:
    assert unlicensed(["resources/fonts/a.ttf", "resources/icons/LICENSE"]) == ["resources/fonts/a.ttf"]
    assert unlicensed(["resources/icons/small/a.svg", "resources/icons/LICENSE-lucide"]) == []
