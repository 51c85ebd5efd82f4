"""Names say what a thing is; the ones that could mean anything are not used (DESIGN §11.1)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import pytest

from tests.gates.tree import Source, functions_and_classes, planted

EMPTY_WORDS = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "common", "base", "misc"})


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names_in(source: Source) -> Iterator[str]:
    """The folders and the file, then the classes in it."""
    path = PurePosixPath(source.path)
    yield from (*path.parts[:-1], path.stem)
    yield from (node.name for node in functions_and_classes(source) if isinstance(node, ast.ClassDef))


def empty_names(tree: Sequence[Source]) -> list[str]:
    return [
        f"{source.path}: {name}"
        for source in tree
        if source.is_python
        for name in names_in(source)
        if words(name) & EMPTY_WORDS
    ]


def test_every_name_says_something(tree: list[Source]) -> None:
    assert empty_names(tree) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("clerk_app/ui/utils.py", ""),
        ("clerk_app/common/words.py", ""),
        ("clerk_app/store/row_helpers.py", ""),
        ("clerk_app/store/rows.py", "class RowManager: ..."),
        ("clerk_app/store/rows.py", "class BaseRow: ..."),
    ],
)
def test_an_empty_name_is_caught(path: str, text: str) -> None:
    assert empty_names(planted(path, text)) != []


def test_words_that_only_contain_one_are_left_alone() -> None:
    assert empty_names(planted("clerk_app/store/database.py", "class Baseline: ...\nclass DatabaseFile: ...")) == []
