"""Administrators decide who operates; everybody has a password of their own."""

from __future__ import annotations

from tests.central.conftest import TEXTS, Running
from tests.support.operator_at_page import NAME, PASSWORD, OperatorAtPage


def test_an_operator_is_added_given_a_role_and_shut_out(centre: Running) -> None:
    accounts = centre.central.parts.operators
    with OperatorAtPage(centre.central, centre.url) as administrator:
        path = "/operator/operators"
        added = {"name": "Ева", "password": PASSWORD, "role": "viewer"}
        assert administrator.act(path, **added).status_code == 303
        assert administrator.act(path, **added).status_code == 403
        assert administrator.act(path, name="Вера", password="kratka", role="viewer").status_code == 422
        assert administrator.act(f"{path}/role", name="Ева", role="operator").status_code == 303
        assert accounts.check("Ева", PASSWORD).role == "operator"
        assert administrator.act(f"{path}/end", name="Ева").status_code == 303
        assert accounts.of("Ева") is None
        assert TEXTS.text("operator.operators.ended") in administrator.page(path)
        assert administrator.act(f"{path}/end", name=NAME).status_code == 403


def test_a_new_password_needs_the_old_one_and_ends_the_session(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        path, new = "/operator/password", "nova-lozinka-2026"
        assert TEXTS.text("operator.password.ends") in operator.page(path)
        assert operator.act(path, old=PASSWORD, new=new, again="another-one").status_code == 422
        assert operator.act(path, old="wrong", new=new, again=new).status_code == 403
        assert operator.act(path, old=PASSWORD, new=new, again=new).status_code == 303
        assert operator.client.get("/").status_code == 303
        assert operator.enter(PASSWORD).status_code == 403
        assert operator.enter(new).status_code == 303
