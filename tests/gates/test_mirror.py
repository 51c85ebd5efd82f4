"""Every module that does something has its test file at the mirrored place (DESIGN §3)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from tests.gates.tree import Source, functions_and_classes, planted

# Parts that only make sense inside another, and the test that takes them through it. The list may only shrink: an entry
# fails once its module has a test of its own or is gone, or the test that it points to does not reach it.
TESTED_ELSEWHERE: dict[str, str] = {
    "clerk_app/app/open.py": "tests/journeys/test_way_in.py",
    "clerk_app/ui/detail/correcting.py": "tests/ui/screens/test_detail.py",
    "clerk_app/ui/detail/doing.py": "tests/ui/screens/test_detail.py",
    "clerk_app/ui/detail/page.py": "tests/ui/screens/test_detail.py",
    "clerk_app/ui/intake/doing.py": "tests/ui/screens/test_intake.py",
    "clerk_app/ui/intake/page.py": "tests/ui/screens/test_intake.py",
    "clerk_app/ui/screens/first_run.py": "tests/ui/test_pages.py",
    "clerk_app/ui/screens/lock.py": "tests/ui/test_pages.py",
    "clerk_app/ui/screens/sign_in.py": "tests/ui/test_pages.py",
}

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


def imported_by(source: Source) -> set[str]:
    """The modules that a file takes names from."""
    return {node.module or "" for node in ast.walk(source.syntax) if isinstance(node, ast.ImportFrom)}


def reaches(test: Source, module: Source, tree: Sequence[Source]) -> bool:
    """Whether a test imports a module or names what it defines, or the module that it mirrors is made of that one."""
    dotted = module.path.removesuffix(".py").replace("/", ".")
    own = {node.name for node in functions_and_classes(module) if not node.name.startswith("_")}
    named = {node.id for node in ast.walk(test.syntax) if isinstance(node, ast.Name)}
    mirrored = [source for source in tree if source.is_python and mirror_of(source.path) == test.path]
    return not own.isdisjoint(named) or any(dotted in imported_by(source) for source in (test, *mirrored))


def untested(tree: Sequence[Source], elsewhere: Collection[str]) -> list[str]:
    paths = {source.path for source in tree}
    return [
        f"{source.path}: {mirror_of(source.path)} is missing"
        for source in tree
        if source.within("clerk_app") and source.is_python and does_something(source)
        if source.path not in elsewhere and mirror_of(source.path) not in paths
    ]


def outdated(tree: Sequence[Source], elsewhere: Mapping[str, str]) -> list[str]:
    """Entries whose module is gone or has a test now, or whose test is gone or never reaches the module."""
    sources = {source.path: source for source in tree}
    return sorted(
        module
        for module, test in elsewhere.items()
        if module not in sources
        or mirror_of(module) in sources
        or test not in sources
        or not reaches(sources[test], sources[module], tree)
    )


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
    listed = {"clerk_app/store/journal.py": "tests/store/test_desk.py"}
    module = planted("clerk_app/store/journal.py", "class Journal:\n    def append(self):\n        return 1\n")
    test = planted("tests/store/test_desk.py", "from clerk_app.store.journal import Journal\n")
    assert outdated([*module, *test], listed) == []
    assert outdated([*module, *test, *planted("tests/store/test_journal.py", "")], listed) != []
    assert outdated(test, listed) != []


def test_an_exception_whose_test_never_reaches_the_module_is_caught() -> None:
    listed = {"clerk_app/store/journal.py": "tests/store/test_desk.py"}
    module = planted("clerk_app/store/journal.py", "class Journal:\n    pass\n")
    assert outdated(module, listed) != []
    assert outdated([*module, *planted("tests/store/test_desk.py", "# Journal\n")], listed) != []
    assert outdated([*module, *planted("tests/store/test_desk.py", "assert Journal\n")], listed) == []
    desk = planted("clerk_app/store/desk.py", "from clerk_app.store.journal import Journal\n")
    assert outdated([*module, *desk, *planted("tests/store/test_desk.py", "")], listed) == []
