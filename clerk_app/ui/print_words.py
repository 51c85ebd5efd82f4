"""A print job in words: what it is, how it stands, and the colour of that; the same wherever one is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import JobState, PrintJob

LOOKS: dict[JobState, tuple[str, str]] = {
    JobState.WAITING: ("circle-dashed", "offline"),
    JobState.SENDING: ("upload", "accent"),
    JobState.PRINTED: ("circle-check", "success"),
    JobState.UNKNOWN: ("circle-question-mark", "warning"),
    JobState.FAILED: ("circle-x", "error"),
    JobState.DROPPED: ("ban", "text_3"),
}


def job_title(job: PrintJob, texts: Texts) -> str:
    """Which paper it is."""
    if job.kind == "second":
        return texts.text("print.second")
    return texts.text("print.copy", n=job.copy) if job.copy else texts.text("print.original")


def job_state(job: PrintJob, texts: Texts) -> str:
    """How it stands; only a proof makes it printed (LOOK §1.2)."""
    words = texts.text(f"print.{job.state.value}")
    if job.state is JobState.FAILED and job.reason:
        return f"{words} {reason_words(job.reason, texts)}"
    return words


def reason_words(code: str, texts: Texts, params: Mapping[str, str] | None = None) -> str:
    """Why something went wrong, where its code has words and they have their values."""
    return known_reason(code, texts, params) or texts.text("print.reason_unknown")


def known_reason(
    code: str, texts: Texts, params: Mapping[str, str] | None = None, *, kinds: Sequence[str] = ("error", "finding")
) -> str:
    """The same, or nothing: codes come from the centre too, which may know more of them, with other values.

    ``kinds``: where its words are looked for first; one code may be an error in one place and a finding in another.
    """
    for key in (f"{kind}.{code}" for kind in kinds):
        if texts.has(key):
            try:
                return texts.text(key, **(params or {}))
            except KeyError:
                return ""
    return ""
