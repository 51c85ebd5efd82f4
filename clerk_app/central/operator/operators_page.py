"""The page of operators, for administrators: add one, give another role, end one; and everybody's own password."""

from __future__ import annotations

from clerk_app.central.operator.accounts import LONGEST_NAME, ROLES, SHORTEST_PASSWORD, Account, Accounts
from clerk_app.central.operator.frame import Frame, button, choice, field, form, framed, moment
from clerk_app.central.operator.guard import Asked, Go
from clerk_app.central.operator.markup import Html, cell, column, row, table, tag
from clerk_app.domain.errors import Invalid, Refused

PATH = "/operator/operators"
PASSWORD = "/operator/password"  # noqa: S105 - a path


class OperatorsPage:
    """``/operator/operators`` and ``/operator/password``."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def show(self, asked: Asked) -> str:
        """Everybody."""
        return render(asked.frame, self._accounts.all())

    def add(self, asked: Asked) -> Go:
        """A new operator; raises ``Refused('operator_exists')`` and what ``Accounts.add`` raises."""
        name = asked.one("name").strip()
        if name in {one.name for one in self._accounts.all()}:
            raise Refused("operator_exists")
        self._accounts.add(name, asked.one("password"), asked.one("role"), actor=asked.signed.name)
        return Go(PATH, "operator.said.operator_added")

    def set_role(self, asked: Asked) -> Go:
        """Another role; raises as ``Accounts.set_role``."""
        self._accounts.set_role(asked.one("name"), asked.one("role"), actor=asked.signed.name)
        return Go(PATH, "operator.said.role_set")

    def end(self, asked: Asked) -> Go:
        """Nobody signs in under this name any more; raises as ``Accounts.end``."""
        self._accounts.end(asked.one("name"), actor=asked.signed.name)
        return Go(PATH, "operator.said.operator_ended")

    def ask_password(self, asked: Asked) -> str:
        """The form for a new password of one's own."""
        texts = asked.frame.texts
        hint = texts.text("operator.password.hint", shortest=SHORTEST_PASSWORD)
        old = field(
            texts.text("operator.password.old"), "old", type_="password", required=True, autocomplete="current-password"
        )
        new = _new_password(texts.text("operator.password.new"), "new", hint)
        again = _new_password(texts.text("operator.password.again"), "again", "")
        act = button(texts.text("operator.password.change"), "main")
        said = tag("p", texts.text("operator.password.ends"))
        return framed(
            asked.frame,
            texts.text("operator.password.title"),
            said,
            form(asked.frame, PASSWORD, old, new, again, act, class_="narrow panel"),
        )

    def change_password(self, asked: Asked) -> Go:
        """Ends every session of this operator, this one too; raises ``Invalid('passwords_differ')``."""
        if asked.one("new") != asked.one("again"):
            raise Invalid("passwords_differ", field="again")
        self._accounts.change_password(asked.signed.name, asked.one("old"), asked.one("new"))
        return Go("/operator/sign-in", "operator.said.password_changed")


def render(frame: Frame, accounts: tuple[Account, ...]) -> str:
    """The page from values alone."""
    texts = frame.texts
    roles: dict[str, str] = {one: texts.text(f"operator.role.{one}") for one in ROLES}
    add = form(
        frame,
        PATH,
        field(texts.text("operator.name"), "name", required=True, maxlength=LONGEST_NAME, autocomplete="off"),
        _new_password(
            texts.text("operator.password.label"),
            "password",
            texts.text("operator.password.hint", shortest=SHORTEST_PASSWORD),
        ),
        choice(texts.text("operator.role.label"), "role", roles),
        button(texts.text("operator.operators.add"), "main"),
    )
    heads = [column(texts.text(f"operator.operators.{name}")) for name in ("name", "role", "made", "acts")]
    rows = [_account(frame, one, roles) for one in accounts]
    title = texts.text("operator.place.operators")
    means = tag("p", texts.text("operator.operators.roles"), class_="dim")
    return framed(frame, title, means, table(title, heads, rows), tag("h2", texts.text("operator.operators.new")), add)


def _account(frame: Frame, account: Account, roles: dict[str, str]) -> Html:
    texts = frame.texts
    if account.ended:
        return row(account.name, texts.text("operator.operators.ended"), moment(frame, account.made), "–")
    name = tag("input", type="hidden", name="name", value=account.name)
    options = (tag("option", text, value=one, selected=one == account.role) for one, text in roles.items())
    said = texts.text("operator.operators.role_of", name=account.name)
    chosen = tag("select", *options, name="role", aria_label=said)
    of_role = texts.text("operator.operators.set_role_of", name=account.name)
    set_role = form(
        frame,
        f"{PATH}/role",
        name,
        chosen,
        " ",
        button(texts.text("operator.operators.set_role"), aria_label=of_role),
        class_="",
    )
    ends = texts.text("operator.operators.end_of", name=account.name)
    end = form(
        frame, f"{PATH}/end", name, button(texts.text("operator.operators.end"), "danger", aria_label=ends), class_=""
    )
    return row(account.name, cell(set_role), moment(frame, account.made), cell(end))


def _new_password(label: str, name: str, hint: str) -> Html:
    return field(
        label,
        name,
        type_="password",
        hint=hint,
        required=True,
        minlength=SHORTEST_PASSWORD,
        autocomplete="new-password",
    )
