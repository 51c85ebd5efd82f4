"""The files of the checkout, as the gates read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One text file: ``path`` relative to the checkout with forward slashes, and what it says."""

    path: str
    text: str

    @cached_property
    def syntax(self) -> ast.Module:
        """The file as Python."""
        return ast.parse(self.text, self.path)

    @property
    def is_python(self) -> bool:
        """Whether the file is a Python module."""
        return self.path.endswith(".py")

    def within(self, *folders: str) -> bool:
        """Whether the file lies in one of the folders."""
        return self.path.startswith(tuple(f"{folder}/" for folder in folders))


def paths_in_git(root: Path) -> list[str]:
    """All paths that are committed or about to be: tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, timeout=30).stdout
    return sorted({path for path in listed.split("\0") if path and (root / path).is_file()})


def read_tree(root: Path) -> list[Source]:
    """Every text file of the checkout; what is not UTF-8 is a picture or a font, and has no gate here."""
    sources = []
    for path in paths_in_git(root):
        try:
            sources.append(Source(path, (root / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return sources


def functions_and_classes(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Every definition in the file, nested ones included."""
    for node in ast.walk(source.syntax):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def planted(path: str, text: str) -> list[Source]:
    """A tree of one file, for showing that a gate can fail."""
    return [Source(path, text)]
