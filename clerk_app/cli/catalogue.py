"""``clerk-app catalogue``: say what is wrong with definitions of services, and show one as the clerk will see it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.cli.frame import Exit, Out, contents, environment
from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_folder import Refused, load_folder, problems_of
from clerk_app.domain.errors import Invalid
from clerk_app.i18n import Texts
from clerk_app.settings.schema import THEMES

ACTIONS = ("check", "preview")
LARGEST = 2.0


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments of both."""
    text = texts.text
    parser.add_argument("action", choices=ACTIONS, help=text("cli.catalogue.action"))
    parser.add_argument("what", metavar="DIR|FILE|ID", help=text("cli.catalogue.what"))
    parser.add_argument("--grab", type=Path, metavar="PNG", help=text("cli.catalogue.grab"))
    parser.add_argument("--theme", choices=THEMES[:-1], default=THEMES[0], help=text("cli.theme"))
    parser.add_argument("--text-size", type=_size, default=1.0, metavar="1.0–2.0", help=text("cli.scale"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Check a folder or a file, or show one service."""
    if arguments.action == "check":
        return _check(Path(arguments.what), out)
    from clerk_app.demo.show import choose_platform, has_display

    service = catalogue.load(contents(_file(arguments.what)))
    given = environment()
    choose_platform(given, headless=arguments.grab is not None or not has_display(given))
    from clerk_app.app.preview import preview

    size, theme = arguments.text_size, arguments.theme
    return Exit(preview(service, out.texts, theme=theme, scale=size, picture=arguments.grab))


def refusals(refused: Sequence[Refused], out: Out) -> list[str]:
    """A line for each file that is no service: file, place in it, reason."""
    places = [(one, ": ".join(part for part in (one.file, one.path) if part)) for one in refused]
    return [f"{place}: {out.texts.text(f'problem.{one.code}')}" for one, place in places]


def _check(folder: Path, out: Out) -> Exit:
    """Every problem of every file; services that are good are named with their versions."""
    if folder.is_file():
        problems = problems_of(folder.name, folder)
        good = [] if problems else [catalogue.item_name(catalogue.load(contents(folder)))]
    elif not folder.is_dir():
        raise Invalid("folder_missing", field="folder")
    else:
        loaded = load_folder(folder)
        good = [catalogue.item_name(service) for service in loaded.services.values()]
        problems = [problem for one in loaded.refused for problem in _all_of(one, folder)]
    values = {"good": good, "problems": [asdict(problem) for problem in problems]}
    counts = out.texts.text("cli.catalogue.checked", good=len(good), files=len({one.file for one in problems}))
    out.report(values, lambda: [*good, *refusals(problems, out), counts])
    return Exit.ATTENTION if problems else Exit.DONE


def _all_of(refused: Refused, folder: Path) -> list[Refused]:
    """All that is wrong with a file that was refused for its first problem."""
    return problems_of(refused.file, folder / refused.file) or [refused]


def _file(what: str) -> Path:
    """The file that is meant: itself, or that of a service that comes with the program."""
    shipped = resources_folder() / "catalogue" / f"{what}.toml"
    return shipped if not Path(what).exists() and shipped.is_file() else Path(what)


def _size(text: str) -> float:
    """How large text is, between its own size and twice that; raises ``ValueError``."""
    size = float(text)
    if not 1.0 <= size <= LARGEST:
        raise ValueError(text)
    return size
