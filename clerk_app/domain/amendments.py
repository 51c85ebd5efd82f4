"""The form of a case as it stands: what the centre told of it, by version, with this desk's own changes on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clerk_app.domain.bodies import FormValues, RequestCorrected
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import ACCEPTED, CaseFile, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTold:
    """What the centre told of the form: changed fields, or the ``whole`` of it where a case entered.

    Of ``hidden`` fields the values are not told. ``entry`` is the one of ``desk`` that did it; no desk: the centre's
    own people, or the party.
    """

    at: int
    form: FormValues
    desk: str = ""
    entry: int = 0
    hidden: tuple[str, ...] = ()
    whole: bool = False

    def names(self, name: str) -> bool:
        """Whether it says or hides what stands in a field."""
        return name in self.form or name in self.hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChange:
    """A correction or a supplement of this desk; ``base`` is the centre's version that it stands on."""

    seq: int
    at: int
    base: int
    form: FormValues
    way: Way
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class FormChange:
    """A change that the centre told, with the version that it made."""

    version: int
    told: FormTold = field(default_factory=lambda: FormTold(at=0, form={}))


def own_changes(file: CaseFile) -> Iterator[OwnChange]:
    """Every change of the form that was recorded here, in order."""
    for made in file.own:
        if isinstance(made.body, RequestCorrected | RequestSupplemented):
            yield OwnChange(
                seq=made.seq,
                at=made.at,
                base=made.body.base_version,
                form=made.body.form,
                way=file.way(made.seq),
                supplement=isinstance(made.body, RequestSupplemented),
            )


def told_changes(file: CaseFile) -> tuple[FormChange, ...]:
    """Every change of the form that the centre told, by version."""
    return tuple(FormChange(one.version, one.body) for one in file.forms if isinstance(one.body, FormTold))


def base_of(file: CaseFile, fields: Iterable[str], seen: int) -> int:
    """The version that a change of these fields stands on, made by whoever has ``seen`` that one.

    Where an own change of one of them is still open, what is seen is that: the centre's word below it is not.
    """
    named = frozenset(fields)
    below = [one.base for one in own_changes(file) if one.way.mark != ACCEPTED and named & one.form.keys()]
    return min([seen, *below])


def standing(form: FormValues, file: CaseFile) -> FormValues:
    """The form as far as it is known here; ``form`` is what was received, with what the centre told written over it.

    A change of this desk lies on top until the centre has told of it or has held it; of special fields, which are not
    told, as long as nobody else has changed them since. What somebody else changed and did not tell is not known.
    """
    told = told_changes(file)
    mine = {one.told.entry: one for one in told if one.told.desk == file.desk and one.told.entry}
    came = max((one.version for one in told if one.told.whole), default=0)
    values = {name: value for name, value in form.items() if not _hidden_since(told, file.desk, name, came)}
    for own in own_changes(file):
        if not own.way.counts:
            continue
        heard = mine.get(own.seq)
        if heard is not None:
            values |= {
                name: own.form[name]
                for name in heard.told.hidden
                if name in own.form and not _hidden_since(told, file.desk, name, heard.version)
            }
        elif own.way.mark != ACCEPTED or own.base >= came:  # else it is part of what came whole
            values |= own.form
    return values


def _hidden_since(told: tuple[FormChange, ...], desk: str, name: str, version: int) -> bool:
    """Whether somebody else changed a field after a version without the value being told."""
    return any(one.version > version and one.told.desk != desk and name in one.told.hidden for one in told)
