"""The page of enrolment codes: make one, which is shown this once; which are open; withdraw one."""

from __future__ import annotations

from clerk_app.central.enrolment import Enrolment
from clerk_app.central.enrolment_codes import EnrolmentCodes, OpenCode, Place
from clerk_app.central.operator.frame import Frame, button, choice, form, framed, moment
from clerk_app.central.operator.guard import Asked, Go
from clerk_app.central.operator.markup import NOTHING, Html, cell, column, row, table, tag
from clerk_app.domain.errors import Invalid, Refused

PATH = "/operator/codes"


class CodesPage:
    """``/operator/codes``."""

    def __init__(self, enrolment: Enrolment, codes: EnrolmentCodes) -> None:
        self._enrolment = enrolment
        self._codes = codes

    def show(self, asked: Asked) -> str:
        """The open codes."""
        return render(asked.frame, self._codes.open(), self._codes.places())

    def make(self, asked: Asked) -> str:
        """A new code, on the page that answers and nowhere else; raises ``Invalid('office_unknown')``."""
        office, slash, counter = asked.one("place").partition("/")
        if (office, counter) not in {(place.office, place.counter) for place in self._codes.places()} or not slash:
            raise Invalid("office_unknown", field="place")
        code = self._enrolment.make_code(office, counter, asked.signed.name)
        return render(asked.frame, self._codes.open(), self._codes.places(), made=code)

    def withdraw(self, asked: Asked) -> Go:
        """Take one back; raises ``Refused('code_unknown')``."""
        try:
            digest = bytes.fromhex(asked.parts["digest"])
        except ValueError as error:
            raise Refused("code_unknown") from error
        self._codes.withdraw(digest, asked.signed.name)
        return Go(PATH, "operator.said.code_withdrawn")


def render(frame: Frame, codes: tuple[OpenCode, ...], places: tuple[Place, ...], made: str = "") -> str:
    """The page from values alone."""
    texts = frame.texts
    names = {f"{place.office}/{place.counter}": f"{place.name}, {place.counter}" for place in places}
    asked = form(
        frame,
        PATH,
        choice(texts.text("operator.codes.place"), "place", names),
        button(texts.text("operator.codes.make"), "main"),
    )
    return framed(
        frame,
        texts.text("operator.place.codes"),
        _made(frame, made),
        tag("p", texts.text("operator.codes.what")),
        asked,
        tag("h2", texts.text("operator.codes.open")),
        _open(frame, codes, names),
    )


def _made(frame: Frame, made: str) -> Html:
    """The code, in the live region so that it is heard; it cannot be shown again."""
    if not made:
        return NOTHING
    told = tag("p", frame.texts.text("operator.codes.made"))
    code = tag("p", made, class_="once")
    return tag("div", told, code, role="status", class_="said", tabindex="-1", autofocus=True)


def _open(frame: Frame, codes: tuple[OpenCode, ...], names: dict[str, str]) -> Html:
    texts = frame.texts
    if not codes:
        return tag("p", texts.text("operator.codes.none"))
    heads = [column(texts.text(f"operator.codes.{name}")) for name in ("place", "made_at", "made_by", "expires", "act")]
    rows = []
    for code in codes:
        place = names.get(f"{code.office}/{code.counter}", f"{code.office}, {code.counter}")
        about = texts.text("operator.codes.withdraw_one", place=place, at=moment(frame, code.expires))
        act = form(
            frame,
            f"{PATH}/{code.digest.hex()}/withdraw",
            button(texts.text("operator.codes.withdraw"), "danger", aria_label=about),
            class_="",
        )
        by = code.made_by or texts.text("operator.command_line")
        rows.append(row(place, moment(frame, code.made), by, moment(frame, code.expires), cell(act)))
    return table(texts.text("operator.codes.open"), heads, rows)
