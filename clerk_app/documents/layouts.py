"""Layouts: typst files that turn worded values into PDF or pictures, with a compiler kept for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

Words = Mapping[str, Any]
DOTS_PER_POINT = 2
_PPI = 72 * DOTS_PER_POINT


class Layouts:
    """The typst layouts of one folder; the first use of each compiles it, the next ones take a few milliseconds."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        self._folder = folder
        self._fonts = fonts
        self._kept: dict[str, typst.Compiler] = {}

    def pdf(self, name: str, words: Words) -> bytes:
        """Lay ``words`` out as PDF."""
        made = self._compiler(name).compile(format="pdf", sys_inputs=_inputs(words))
        return _single(made)

    def picture(self, name: str, words: Words) -> bytes:
        """Lay ``words`` out as one PNG of two dots per point."""
        made = self._compiler(name).compile(format="png", ppi=_PPI, sys_inputs=_inputs(words))
        return _single(made)

    def picture_once(self, name: str, words: Words) -> bytes:
        """As ``picture``, for words that nothing here may remember: the compiler goes with them."""
        made = self._made(name).compile(format="png", ppi=_PPI, sys_inputs=_inputs(words))
        return _single(made)

    def _compiler(self, name: str) -> typst.Compiler:
        if name not in self._kept:
            self._kept[name] = self._made(name)
        return self._kept[name]

    def _made(self, name: str) -> typst.Compiler:
        source = self._folder / f"{name}.typ"
        return typst.Compiler(source, root=self._folder, font_paths=[self._fonts], ignore_system_fonts=True)


def _inputs(words: Words) -> dict[str, str]:
    return {"words": json.dumps(words, ensure_ascii=False)}


def _single(made: object) -> bytes:
    """The bytes of a document; of the first page where the compiler gives a list."""
    page = made[0] if isinstance(made, list) else made
    if not isinstance(page, bytes):
        raise TypeError("the layout gave no page")
    return page
