"""Which texts the code asks for, and which the catalogues hold."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from babel.messages.pofile import read_po

from tests.gates.tree import Source

LANGUAGES = ("sr", "en")
KEY = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")
PREFIX = re.compile(r"([a-z][a-z0-9_-]*\.)+")
# A code given to one of these is shown under the prefix (domain/errors.py, domain/findings.py).
CODED = dict.fromkeys(("Invalid", "Refused", "Unavailable", "SignIn", "Damaged"), "error.") | {"Finding": "finding."}


@dataclass(frozen=True)
class Text:
    """One message of a catalogue: its key, its forms (one, or one for each plural) and the file it stands in."""

    key: str
    forms: tuple[str, ...]
    plural: bool
    path: str


@dataclass
class Asked:
    """What code and data ask for."""

    single: dict[str, str] = field(default_factory=dict)  # key -> where
    plural: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)  # every string there is: a key may travel as data
    prefixes: set[str] = field(default_factory=set)  # heads of keys that are completed at run time

    def knows(self, key: str) -> bool:
        """Whether anything could ask for the key.

        The tail of a coded key must be spoken of somewhere; other completed keys are taken on trust.
        """
        if key in self.words or key in self.single:
            return True
        for prefix in CODED.values():
            if key.startswith(prefix):
                return key.removeprefix(prefix) in self.words
        return any(key.startswith(prefix) for prefix in self.prefixes)


def catalogue(tree: Sequence[Source], language: str) -> list[Text]:
    """All messages of one language, without the headers."""
    texts = []
    for source in tree:
        if source.within(f"resources/texts/{language}") and source.path.endswith(".po"):
            for message in read_po(io.BytesIO(source.text.encode()), abort_invalid=True):
                if message.id:
                    plural = isinstance(message.id, tuple)
                    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
                    key = message.id[0] if isinstance(message.id, tuple | list) else message.id
                    texts.append(Text(str(key), tuple(map(str, forms)), plural, source.path))
    return texts


def asked(tree: Sequence[Source]) -> Asked:
    """Everything that the program's code, and the strings of its data, ask for."""
    found = Asked()
    for source in tree:
        if source.is_python and source.within("clerk_app", "scripts"):
            for node in ast.walk(source.syntax):
                _note_call(node, source, found)
                _note_string(node, found)
        elif source.path.endswith((".toml", ".json", ".typ")) and source.within("resources"):
            found.words.update(re.findall(r'"([\w.-]+)"', source.text))
    return found


def _note_call(node: ast.AST, source: Source, found: Asked) -> None:
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
        return
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    given = node.args[0].value
    where = f"{source.path}:{node.lineno}"
    if not isinstance(given, str):
        return
    if name in CODED:
        found.single[CODED[name] + given] = where
    elif name == "text" and KEY.fullmatch(given):
        found.single[given] = where
    elif name == "many" and KEY.fullmatch(given):
        found.plural[given] = where


def _note_string(node: ast.AST, found: Asked) -> None:
    for text in _strings(node):
        found.words.add(text)
        if PREFIX.fullmatch(text):
            found.prefixes.add(text)


def _strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
