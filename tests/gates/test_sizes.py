"""Files, functions and classes stay small enough to be read at a sitting (DESIGN §11.1)."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tests.gates.tree import Source, functions_and_classes, planted

FILE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 15


def long_files(tree: Sequence[Source]) -> list[str]:
    return [
        f"{source.path}: {lines} lines"
        for source in tree
        if source.is_python and (lines := source.text.count("\n")) > FILE_LINES
    ]


def long_functions(tree: Sequence[Source]) -> list[str]:
    return [
        f"{source.path}:{node.lineno}: {node.name} has {lines} lines"
        for source in tree
        if source.is_python
        for node in functions_and_classes(source)
        if not isinstance(node, ast.ClassDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def wide_classes(tree: Sequence[Source]) -> list[str]:
    return [
        f"{source.path}:{node.lineno}: {node.name} has {methods} methods"
        for source in tree
        if source.is_python
        for node in functions_and_classes(source)
        if isinstance(node, ast.ClassDef)
        and (methods := sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body))
        > CLASS_METHODS
    ]


def test_files_are_short(tree: list[Source]) -> None:
    assert long_files(tree) == []


def test_functions_are_short(tree: list[Source]) -> None:
    assert long_functions(tree) == []


def test_classes_are_narrow(tree: list[Source]) -> None:
    assert wide_classes(tree) == []


def test_a_file_at_the_limit_passes_and_one_line_more_fails() -> None:
    assert long_files(planted("clerk_app/long.py", "x = 1\n" * FILE_LINES)) == []
    assert long_files(planted("clerk_app/long.py", "x = 1\n" * (FILE_LINES + 1))) != []


def test_a_function_at_the_limit_passes_and_one_line_more_fails() -> None:
    fits = "def work():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert long_functions(planted("clerk_app/room.py", fits)) == []
    assert long_functions(planted("clerk_app/room.py", fits + "    x = 1\n")) != []


def test_a_class_at_the_limit_passes_and_one_method_more_fails() -> None:
    fits = "class Wide:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(CLASS_METHODS))
    assert wide_classes(planted("clerk_app/room.py", fits)) == []
    assert wide_classes(planted("clerk_app/room.py", fits + "    def more(self): ...\n")) != []
