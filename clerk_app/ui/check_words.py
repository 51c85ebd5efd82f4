"""What a check found, in words, icon and colour."""

from __future__ import annotations

from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.ports.checks import CheckResult

LEVELS: dict[str, tuple[str, str]] = {
    "fine": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "fault": ("circle-x", "error"),
}


def found_words(result: CheckResult, texts: Texts) -> str:
    """The sentence of a result, which names the remedy too; a result that is an error of ours has that error's."""
    keys = (f"check.{result.code}", f"error.{result.code}")
    known = next((key for key in keys if texts.has(key)), keys[0])
    return texts.text(known, **result.params)


def fault_of(error: Exception) -> CheckResult:
    """A check that ended with an error of ours; anything else is a bug and is raised."""
    if not isinstance(error, CounterError):
        raise error
    return CheckResult("fault", error.code, {name: str(value) for name, value in error.params.items()})
