"""The exchange as a small formal model: every state that a desk, a centre and their carriers can come to.

What is left out: bytes, keys, time. What is in: entries, sending numbers, parcels that any carrier may lose, repeat and
reorder, parcels outside the count (spool, stick), answers that come late or twice, entries that the centre holds, and a
desk that is killed between any two steps. ``Rules`` are the promises of ``docs/contract/parcel.md``; each can be
broken, to show that the explorer would see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

MOST_IN_A_PARCEL = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """What both ends promise."""

    known_ids_have_no_effect: bool = True
    have_stops_at_the_first_gap: bool = True
    numbers_are_kept: bool = True
    only_the_centre_closes: bool = True
    held_entries_are_named: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Parcel:
    """Entries under sending numbers from ``first`` on; 0 is outside the count."""

    first: int
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """``have``, which of the entries up to it are held, and what came outside the count was taken."""

    have: int
    held: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is on a disk or on its way; by entry, the first one at place 0.

    ``numbers``: sending numbers, 0 for what was not cut yet. ``said``: what the desk believes of each: nothing,
    ``accepted`` or ``held``. ``effects``: how often each happened at the centre. ``arrived``: sending numbers there.
    ``parcels`` and ``answers`` were sent; each may still arrive, again and again.
    """

    numbers: tuple[int, ...] = ()
    said: tuple[str, ...] = ()
    last: int = 0
    parcels: frozenset[Parcel] = frozenset()
    answers: frozenset[Answer] = frozenset()
    effects: tuple[int, ...] = ()
    held: frozenset[int] = frozenset()
    arrived: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()

    @property
    def done(self) -> bool:
        """Whether the desk knows of every entry what became of it."""
        return all(self.said)


type Step = tuple[str, State]


@dataclass(frozen=True, slots=True)
class Model:
    """The steps that are possible: ``entries`` at most are accepted; ``holding``: the centre may hold one."""

    entries: int
    rules: Rules = Rules()
    holding: bool = True

    def steps(self, state: State) -> Iterator[Step]:
        """What may happen next."""
        if len(state.numbers) < self.entries:
            yield "the clerk accepts an entry", _accepted(state)
        yield from self._sent(state)
        for parcel in sorted(state.parcels):
            for holds in (False, True) if self.holding and not state.held else (False,):
                yield (
                    f"{_name(parcel)} arrives{', one entry is held' if holds else ''}",
                    self._arrived(state, parcel, holds),
                )
        yield "the centre answers", replace(state, answers=state.answers | {self._answer(state)})
        for answer in sorted(state.answers):
            yield f"the answer that it has {answer.have} is heard", self._heard(state, answer)
        if not self.rules.numbers_are_kept:
            yield "the desk is killed and begins its numbers anew", _forgotten(state)

    def wrong(self, state: State) -> str:
        """Which promise of the whole is broken here, if one is."""
        if any(count > 1 for count in state.effects):
            return "an entry happened twice"
        for seq, said in enumerate(state.said):
            if said == "accepted" and (not state.effects[seq] or seq in state.held):
                return f"entry {seq + 1} is closed, and the centre does not have it"
        return ""

    def _sent(self, state: State) -> Iterator[Step]:
        new = [seq for seq, number in enumerate(state.numbers) if not number and not state.said[seq]]
        for count in range(1, min(MOST_IN_A_PARCEL, len(new)) + 1):
            seqs = tuple(new[:count])
            numbers = list(state.numbers)
            for place, seq in enumerate(seqs):
                numbers[seq] = state.last + 1 + place
            cut = replace(state, numbers=tuple(numbers), last=state.last + count)
            yield f"{count} entries are cut into a parcel and sent", self._carried(cut, Parcel(state.last + 1, seqs))
        under_way = [seq for seq, number in enumerate(state.numbers) if number and not state.said[seq]]
        for seq in under_way:
            yield f"entry {seq + 1} is sent again", self._carried(state, Parcel(state.numbers[seq], (seq,)))
        for seq, said in enumerate(state.said):
            if not said:
                yield f"entry {seq + 1} goes by stick", self._carried(state, Parcel(0, (seq,)))

    def _carried(self, state: State, parcel: Parcel) -> State:
        carried = replace(state, parcels=state.parcels | {parcel})
        if self.rules.only_the_centre_closes:
            return carried
        said = tuple("accepted" if seq in parcel.seqs else one for seq, one in enumerate(state.said))
        return replace(carried, said=said)  # on the word of whoever carries it

    def _arrived(self, state: State, parcel: Parcel, holds: bool) -> State:
        effects, held = list(state.effects), set(state.held)
        for seq in parcel.seqs:
            if effects[seq] and self.rules.known_ids_have_no_effect:
                continue
            effects[seq] += 1
            if holds and not held:
                held.add(seq)
        numbers = {parcel.first + place for place in range(len(parcel.seqs))} if parcel.first else set()
        outside = set() if parcel.first else set(parcel.seqs)
        return replace(
            state,
            effects=tuple(effects),
            held=frozenset(held),
            arrived=state.arrived | numbers,
            outside=state.outside | outside,
        )

    def _answer(self, state: State) -> Answer:
        gapless = len(list(takewhile(lambda pair: pair[0] == pair[1], enumerate(sorted(state.arrived), 1))))
        have = gapless if self.rules.have_stops_at_the_first_gap else max(state.arrived, default=0)
        held = tuple(sorted(state.held)) if self.rules.held_entries_are_named else ()
        return Answer(have, held, tuple(sorted(state.outside - state.held)))

    def _heard(self, state: State, answer: Answer) -> State:
        said = list(state.said)
        for seq, number in enumerate(state.numbers):
            if not said[seq] and seq in answer.held:
                said[seq] = "held"
            elif not said[seq] and (0 < number <= answer.have or seq in answer.taken):
                said[seq] = "accepted"
        return replace(state, said=tuple(said))


def _accepted(state: State) -> State:
    return replace(state, numbers=(*state.numbers, 0), said=(*state.said, ""), effects=(*state.effects, 0))


def _forgotten(state: State) -> State:
    """As if the numbers had been kept in memory alone."""
    numbers = tuple(0 if not said else number for number, said in zip(state.numbers, state.said, strict=True))
    return replace(state, numbers=numbers, last=max(numbers, default=0))


def _name(parcel: Parcel) -> str:
    which = ", ".join(str(seq + 1) for seq in parcel.seqs)
    return f"the parcel of {which} under {parcel.first}" if parcel.first else f"the stick with {which}"
