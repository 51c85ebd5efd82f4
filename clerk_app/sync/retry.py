"""What to do after a failed attempt: one pure function, the only place that knows (DESIGN §5)."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, SignIn

FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0

# Problems of the desk or of the moment, not of what was sent: nothing is held back for them.
WAITS = frozenset({"desk_unknown", "desk_proof", "desk_stopped", "need_base", "offset_wrong"})
# The centre's word that something is not ours or was tampered with: it will never be taken.
NEVER = frozenset({"signature_wrong", "entry_forked", "desk_fenced", "grant_unknown", "grant_not_ours"})


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at ``at`` (seconds on the caller's clock)."""

    at: float


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold it for a person, who may send it again."""

    code: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """It will not be taken as it is."""

    code: str


type Decision = Again | Hold | Refuse


def decide(answer: CounterError, attempts: int, now: float, jitter: float) -> Decision:
    """What follows from ``answer`` to the attempt after ``attempts`` failed ones in a row.

    ``jitter`` is uniform in [0, 1): full jitter under a bound that doubles from 2 s and stops at 5 minutes; what the
    centre asked for (``retry_after``, seconds) is waited at least, and up to as much again: it asks many desks at once,
    and they must not all come back in the same second. The line and the centre's own trouble never end an
    attempt for good; problems are read by their code; a code that this program does not know is held.
    """
    asked = float(answer.params.get("retry_after", 0))
    waits = answer.code in WAITS or asked > 0
    if isinstance(answer, Refused | Invalid | Damaged) and not waits:
        return Refuse(answer.code) if answer.code in NEVER else Hold(answer.code)
    if isinstance(answer, SignIn) or answer.code in WAITS:
        return Again(now + max(asked, LONGEST_WAIT * (1 + jitter) / 2))
    bound = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempts, 16))
    return Again(now + asked + jitter * max(asked, bound))


def probed(decision: Again, error: CounterError, probe: float) -> Again:
    """No later than the next probe would come, where it is the line that is dead.

    A dial into a dead line costs nobody anything, and what waits is to go soon after it is back; patience is for a
    centre that answers.
    """
    return Again(min(decision.at, probe)) if on_the_line(error) else decision


def on_the_line(error: CounterError) -> bool:
    """Whether it is the line's trouble, and not the centre's or ours."""
    return error.code.startswith("line_")
