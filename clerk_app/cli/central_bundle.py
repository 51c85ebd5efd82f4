"""``clerk-app central bundle``: take what desks have sent on a USB stick, and leave the answers there."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from clerk_app.central.app import Parts
from clerk_app.central.bundle import take_bundles
from clerk_app.central.bundle_taking import DeskBundle
from clerk_app.cli.frame import Exit, Out
from clerk_app.domain.errors import Invalid

_NOT_TOLD = frozenset({"carried", "papers"})


def take_sticks(folder: Path | None, answers: Path | None, parts: Parts, out: Out) -> Exit:
    """Take the stick in ``folder``; each desk is a line, and each file that is wrong one more.

    Raises ``Invalid('folder_missing')`` and as ``take_bundles``.
    """
    if folder is None or not folder.is_dir() or not (answers or folder).is_dir():
        raise Invalid("folder_missing", field="folder")
    report = take_bundles(folder, parts, answers)
    desks = [{name: told for name, told in asdict(desk).items() if name not in _NOT_TOLD} for desk in report.desks]
    out.report({"desks": desks, "others": list(report.others)}, lambda: _lines(report.desks, report.others, out))
    untaken = any(desk.failed or desk.refused or desk.held for desk in report.desks)
    return Exit.ATTENTION if untaken or not report.desks else Exit.DONE


def _lines(desks: tuple[DeskBundle, ...], others: tuple[str, ...], out: Out) -> list[str]:
    text = out.texts.text
    lines = []
    for desk in desks:
        values = {name: told for name, told in asdict(desk).items() if name not in _NOT_TOLD}
        lines.append(text("cli.central.bundle", **values))
        lines += [f"  {name or desk.desk}: {_words(code, out)}" for name, code in desk.failed]
    if not desks:
        lines.append(text("cli.central.bundle_none"))
    if others:
        lines.append(text("cli.central.bundle_others", count=len(others)))
    return lines


def _words(code: str, out: Out) -> str:
    key = f"cli.central.bundle_file.{code}"
    return out.texts.text(key) if out.texts.has(key) else code
