"""The words of the program's own code: names, codes, events; nothing that anybody typed can be among them."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib.util import find_spec
from types import CodeType

_WORD = re.compile(r"[A-Za-z_][\w.-]{0,60}", re.ASCII)
_PACKAGE = "clerk_app"
_ROOMS_OF_OTHERS = (
    "central",
    "demo",
    "cli.central",
    "cli.central_bundle",
    "cli.catalogue",
    "cli.demo",
)  # the first two know people, the rest names them
_NOT_OF_THE_DESK = frozenset(f"{_PACKAGE}.{room}" for room in _ROOMS_OF_OTHERS)


def own_words() -> frozenset[str]:
    """Every identifier and one-word string in the code of the desk, from source or frozen alike; may take a second."""
    words = set(_LOG_WORDS)
    for module in _modules():
        words.add(module)
        loader = getattr(find_spec(module), "loader", None)
        code = loader.get_code(module) if loader else None
        if code is not None:
            words.update(word for word in _strings(code) if _WORD.fullmatch(word))
    return frozenset(words)


def _modules() -> Iterator[str]:
    """The names of all modules of the desk, without running any but the packages'."""
    package = find_spec(_PACKAGE)
    folders = list(package.submodule_search_locations or ()) if package else []
    waiting = [(f"{_PACKAGE}.", folders)]
    while waiting:
        prefix, where = waiting.pop()
        for found in pkgutil.iter_modules(where, prefix):
            if found.name in _NOT_OF_THE_DESK:
                continue
            yield found.name
            if found.ispkg:
                spec = find_spec(found.name)
                waiting.append((f"{found.name}.", list(spec.submodule_search_locations or ()) if spec else []))


def _strings(code: CodeType) -> Iterator[str]:
    """Names and string constants of a piece of code and everything defined in it."""
    yield from (*code.co_names, *code.co_varnames, code.co_name)
    for constant in code.co_consts:
        yield from _of_constant(constant)


def _of_constant(constant: object) -> Iterator[str]:
    """The strings in one constant."""
    if isinstance(constant, str):
        yield constant
    elif isinstance(constant, CodeType):
        yield from _strings(constant)
    elif isinstance(constant, tuple | frozenset):
        for part in constant:
            yield from _of_constant(part)


_LOG_WORDS = ("time", "level", "place", "event", "error", "trace", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
