"""Expressions of the catalogue: CEL, compiled once, bounded in cost, evaluated to one type.

An expression sees ``form`` (``form.section.field``, in repeated sections ``form.section[i].field``), ``row`` (the
section that is being looked at) and ``today`` (``YYYY-MM-DD``). It never sees null: what is empty or unreadable counts
as ``0``, ``0.0``, ``false`` or ``""`` by the field's type, dates and choices are text. CEL does not mix integers with
decimals: write ``double(row.days) * row.area``.

Beside CEL's own functions there are ``days_between(from, to)`` and ``years_between(from, to)`` over ISO dates (0 when
either is empty), ``sum(list)`` and ``ceil(number)``. ``size`` of a text counts bytes, not letters. A text is seen up to
its first ``LONGEST_TEXT`` characters, and none that is computed gets longer. What an expression may cost is in
``domain.expression_cost``.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

from clerk_app.domain.errors import Invalid
from clerk_app.domain.expression_cost import LONGEST, MOST_COST, cost_of

if TYPE_CHECKING:
    import cel

LONGEST_TEXT = 1000
_FAILURES = (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError)
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
_FORM = re.compile(r"\bform\b")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_REFERENCE = re.compile(r"\bform\s*\.\s*(\w+)(?:\s*\[\s*\d+\s*\])?(?:\s*\.\s*(\w+))?(\s*\()?|\brow\s*\.\s*(\w+)")


class Scope:
    """What expressions are evaluated over; changes are seen by every later evaluation."""

    def __init__(self, form: dict[str, Any], today: str) -> None:
        self.form = form
        self._today = today
        self._row: Mapping[str, Any] = {}
        self._context: cel.Context | None = None

    def put(self, section: str, value: object) -> None:
        """Replace one section: a map, or a list of maps where it is repeated."""
        self.form[section] = value
        self._context = None

    def look_at(self, row: Mapping[str, Any]) -> None:
        """Make ``row`` the section that the next evaluations are about."""
        self._row = row
        if self._context is not None:
            self._context.add_variable("row", row)

    def context(self) -> cel.Context:
        """The scope as CEL takes it, built once for many evaluations: building costs a hundred of them."""
        if self._context is None:
            variables = {"form": self.form, "row": self._row, "today": self._today}
            self._context = _engine().Context(variables, _FUNCTIONS)
        return self._context


class Expression:
    """One compiled expression; raises ``Invalid`` when it is not CEL or may cost too much."""

    def __init__(self, source: str) -> None:
        self.source = source
        _check_cost(source)
        try:
            self._program = _engine().compile(source)
        except _FAILURES as error:
            raise Invalid("expression_wrong", source=source) from error
        self._constant = _constant(source.strip())
        self.sections = self._sections()

    def evaluate(self, scope: Scope) -> object:
        """The plain result; raises ``Invalid('expression_failed')`` when it cannot be computed."""
        if self._constant is not None:
            return self._constant
        try:
            return self._program.execute(scope.context())
        except _FAILURES as error:
            raise Invalid("expression_failed", source=self.source) from error

    def as_bool(self, scope: Scope, *, otherwise: bool) -> bool:
        """The result as yes or no; ``otherwise`` when it cannot be computed or is something else."""
        result = self._tried(scope)
        return result if isinstance(result, bool) else otherwise

    def as_number(self, scope: Scope, *, otherwise: float = 0) -> float:
        """The result as a finite number, whole where CEL made it so; ``otherwise`` as above."""
        result = self._tried(scope)
        if isinstance(result, bool) or not isinstance(result, int | float) or not math.isfinite(result):
            return otherwise
        return result

    def as_text(self, scope: Scope) -> str:
        """The result as text, cut to ``LONGEST_TEXT``; empty when it cannot be computed or is something else."""
        result = self._tried(scope)
        return result[:LONGEST_TEXT] if isinstance(result, str) else ""

    def references(self) -> Iterable[tuple[str, str]]:
        """The places it names: ``(section, field)``, field empty for a whole section, section empty for ``row``."""
        for section, field, call, row in _REFERENCE.findall(_LITERAL.sub('""', self.source)):
            yield ("", row) if row else (section, "" if call else field)

    def _sections(self) -> frozenset[str] | None:
        """The sections of the form that it can see: a scope needs no others; ``None`` where that cannot be told."""
        named = [section for section, _field in self.references() if section]
        mentioned = _FORM.findall(_LITERAL.sub('""', self.source))
        return frozenset(named) if len(named) == len(mentioned) else None

    def _tried(self, scope: Scope) -> object:
        """The result, or ``None`` when it cannot be computed: a form is filled in whatever its definition does."""
        try:
            return self.evaluate(scope)
        except Invalid:
            return None


def _constant(source: str) -> bool | int | None:
    """What most expressions are: yes, no or a whole number, known without a scope to be built."""
    if _WHOLE.fullmatch(source):
        return int(source)
    return {"true": True, "false": False}.get(source)


@cache
def compiled(source: str) -> Expression:
    """The expression of a source text; the same text is compiled once."""
    return Expression(source)


def _check_cost(source: str) -> None:
    """Hold one evaluation down, so that no definition can stall a counter."""
    if cost_of(source) > MOST_COST:
        raise Invalid("expression_costly", source=source[:LONGEST])


def _days_between(first: object, last: object) -> int:
    """Days from the first date to the last; 0 unless both are ISO dates."""
    start, end = _date(first), _date(last)
    return (end - start).days if start and end else 0


def _years_between(first: object, last: object) -> int:
    """Whole years from the first date to the last, as age is counted; 0 unless both are ISO dates."""
    start, end = _date(first), _date(last)
    if not start or not end:
        return 0
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _sum(numbers: object) -> float:
    """The sum of a list of numbers, as a decimal; other things in it count as 0."""
    if not isinstance(numbers, list):
        return 0.0
    return float(sum(number for number in numbers if isinstance(number, int | float)))


def _ceil(number: object) -> int:
    """The next whole number; 0 for what is not a number."""
    return math.ceil(number) if isinstance(number, int | float) and math.isfinite(number) else 0


def _date(text: object) -> date | None:
    """An ISO date, or ``None``."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


_FUNCTIONS: dict[str, Callable[..., object]] = {
    "days_between": _days_between,
    "years_between": _years_between,
    "sum": _sum,
    "ceil": _ceil,
}
"""None of these may raise: the engine would write the error, values and all, to standard error."""


@cache
def _engine() -> Any:  # noqa: ANN401 - the compiled module has no type of its own
    """The CEL engine alone: the package also imports a command line, which costs 0.7 s at start."""
    package = importlib.util.find_spec("cel")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("cel.cel", places) if places else None
    if spec is None or spec.loader is None:
        return importlib.import_module("cel")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
