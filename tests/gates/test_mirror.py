"""Every module that does something has its test file at the mirrored place (DESIGN §3)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from tests.gates.tree import Source, functions_and_classes, planted

# Tested through others, for now. The list may only shrink: an entry whose test exists, or whose module is gone, fails.
TESTED_ELSEWHERE: frozenset[str] = frozenset()

# tests/support holds what tests stand on, so the room of that name is mirrored under another.
OTHER_ROOMS = {"support": "support_checks"}


def does_something(source: Source) -> bool:
    """Whether any function has a body: a module of values and Protocols alone has nothing to test."""
    return any(
        not (isinstance(part, ast.Pass) or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)))
        for node in functions_and_classes(source)
        if not isinstance(node, ast.ClassDef)
        for part in node.body
    )


def mirror_of(module: str) -> str:
    """``clerk_app/store/journal.py`` is tested in ``tests/store/test_journal.py``."""
    path = PurePosixPath(module)
    rooms = [OTHER_ROOMS.get(room, room) for room in path.parts[1:-1]]
    return str(PurePosixPath("tests", *rooms, f"test_{path.stem.strip('_')}.py"))


def untested(tree: Sequence[Source], elsewhere: Collection[str]) -> list[str]:
    paths = {source.path for source in tree}
    return [
        f"{source.path}: {mirror_of(source.path)} is missing"
        for source in tree
        if source.within("clerk_app") and source.is_python and does_something(source)
        if source.path not in elsewhere and mirror_of(source.path) not in paths
    ]


def outdated(tree: Sequence[Source], elsewhere: Collection[str]) -> list[str]:
    paths = {source.path for source in tree}
    return sorted(module for module in elsewhere if module not in paths or mirror_of(module) in paths)


def test_every_module_has_its_test(tree: list[Source]) -> None:
    assert untested(tree, TESTED_ELSEWHERE) == []


def test_the_list_of_exceptions_only_shrinks(tree: list[Source]) -> None:
    assert outdated(tree, TESTED_ELSEWHERE) == []


def test_a_module_without_its_test_is_caught() -> None:
    module = planted("clerk_app/store/journal.py", "def append():\n    return 1\n")
    assert untested(module, ()) != []
    assert untested([*module, *planted("tests/store/test_journal.py", "")], ()) == []


def test_values_and_protocols_need_no_test() -> None:
    assert (
        untested(
            planted("clerk_app/ports/sign.py", 'class Sign:\n    def sign(self) -> bytes:\n        """Sign."""\n'), ()
        )
        == []
    )


def test_an_exception_that_is_no_longer_needed_is_caught() -> None:
    module = planted("clerk_app/store/journal.py", "")
    assert outdated(module, ["clerk_app/store/journal.py"]) == []
    assert outdated([*module, *planted("tests/store/test_journal.py", "")], ["clerk_app/store/journal.py"]) != []
    assert outdated([], ["clerk_app/store/journal.py"]) != []
