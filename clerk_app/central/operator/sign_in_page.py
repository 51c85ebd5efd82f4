"""The door: name and password, or how the first operator is made."""

from __future__ import annotations

from urllib.parse import quote

from clerk_app.central.operator.accounts import Accounts
from clerk_app.central.operator.frame import button, field, framed
from clerk_app.central.operator.guard import SIGN_IN, Asked
from clerk_app.central.operator.markup import tag
from clerk_app.central.operator.sessions import Sessions, form_word


class SignInPage:
    """``/operator/sign-in``."""

    def __init__(self, accounts: Accounts, sessions: Sessions) -> None:
        self._accounts = accounts
        self._sessions = sessions

    def show(self, asked: Asked) -> str:
        """The form; where there is no operator yet, the command that makes one."""
        texts, title = asked.frame.texts, asked.frame.texts.text("operator.sign_in.title")
        if not any(not one.ended for one in self._accounts.all()):
            command = tag("p", tag("code", "clerk-app central operator add NAME"))
            return framed(asked.frame, title, tag("p", texts.text("operator.sign_in.nobody")), command)
        form = tag(
            "form",
            tag("input", type="hidden", name="word", value=form_word(asked.token)),
            field(texts.text("operator.name"), "name", required=True, autocomplete="username", autocapitalize="none"),
            field(
                texts.text("operator.password.label"),
                "password",
                type_="password",
                required=True,
                autocomplete="current-password",
            ),
            button(texts.text("operator.sign_in.act"), "main"),
            method="post",
            action=f"{SIGN_IN}?next={quote(asked.query.get('next', '/'))}",
            class_="narrow panel",
        )
        return framed(asked.frame, title, form)

    def enter(self, asked: Asked) -> str:
        """The secret of a new session; raises ``SignIn`` (``operator_password_wrong``, ``password_wait``)."""
        return self._sessions.begin(self._accounts.check(asked.one("name").strip(), asked.one("password")))
