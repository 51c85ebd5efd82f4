"""The frame of every operator's page: where one is, who is signed in, what was just done, the language."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.central.clock import local
from clerk_app.central.operator.markup import NOTHING, Html, joined, tag
from clerk_app.central.operator.sessions import Signed
from clerk_app.i18n import Texts

PLACES: tuple[tuple[str, str, str], ...] = (
    ("fleet", "/", "viewer"),
    ("alarms", "/operator/alarms", "viewer"),
    ("codes", "/operator/codes", "operator"),
    ("cases", "/operator/cases", "viewer"),
    ("audit", "/operator/audit", "viewer"),
    ("operators", "/operator/operators", "administrator"),
)
"""What stands in the navigation: its name, its path, and who sees it."""
STYLE = "/operator/style.css"
LANGUAGES = ("sr-Cyrl", "sr-Latn", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds a page: ``place`` of the navigation, who looks (nobody at the door), open alarms.

    ``back`` is the page that led here, ``said`` the outcome of what was just asked for, ``failed`` if it was not.
    """

    texts: Texts
    municipality: str
    now: int
    back: str = "/"
    place: str = ""
    signed: Signed | None = None
    alarms: int = 0
    said: str = ""
    failed: bool = False
    scripted: bool = False


def framed(frame: Frame, title: str, *inside: str) -> str:
    """The whole document; there is one ``h1``, and it is the title."""
    texts = frame.texts
    whole = texts.text("operator.title", page=title, municipality=frame.municipality)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", whole),
        tag("link", rel="stylesheet", href=STYLE),
    )
    body = tag(
        "body",
        tag("a", texts.text("operator.skip"), href="#content", class_="skip"),
        tag("header", _bar(frame))
        if frame.signed is None
        else joined((tag("header", _bar(frame)), _navigation(frame))),
        tag("main", _said(frame), tag("h1", title), *inside, id="content"),
        tag("footer", _foot(frame)),
    )
    return f"<!doctype html>{tag('html', head, body, lang=texts.language)}"


def moment(frame: Frame, at: int | None) -> str:
    """A moment as the country's clocks show it; a dash for none."""
    return frame.texts.moment(local(at)) if at else "–"


def form(frame: Frame, action: str, *inside: str, class_: str = "row") -> Html:
    """A form that changes something; it brings the word of its session along."""
    word = frame.signed.form_word if frame.signed is not None else ""
    hidden = tag("input", type="hidden", name="word", value=word)
    return tag("form", hidden, *inside, method="post", action=action, class_=class_ or None)


def field(label: str, name: str, *, hint: str = "", type_: str = "text", **attributes: str | bool | int | None) -> Html:
    """An input with its label, and what must be known of it."""
    told = f"{name}-hint" if hint else None
    said = tag("span", hint, id=told, class_="hint") if hint else NOTHING
    entry = tag("input", id=name, name=name, type=type_, aria_describedby=told, **attributes)
    return tag("div", tag("label", label, for_=name), said, entry, class_="field")


def choice(label: str, name: str, options: dict[str, str], chosen: str = "") -> Html:
    """A list to choose from: what is sent, and what is shown."""
    shown = (tag("option", text, value=value, selected=value == chosen) for value, text in options.items())
    return tag("div", tag("label", label, for_=name), tag("select", *shown, id=name, name=name), class_="field")


def button(text: str, class_: str = "", **attributes: str | None) -> Html:
    """What sends a form."""
    return tag("button", text, type="submit", class_=class_ or None, **attributes)


def _bar(frame: Frame) -> Html:
    texts = frame.texts
    name = tag("div", texts.text("operator.program"), " ", tag("span", frame.municipality), class_="name")
    if frame.signed is None:
        return tag("div", name, class_="bar")
    role = texts.text(f"operator.role.{frame.signed.role}")
    who = tag("span", texts.text("operator.signed_in", name=frame.signed.name, role=role))
    password = tag("a", texts.text("operator.password.link"), href="/operator/password")
    out = form(frame, "/operator/sign-out", button(texts.text("operator.sign_out"), "plain"), class_="")
    return tag("div", name, who, password, out, class_="bar")


def _navigation(frame: Frame) -> Html:
    texts = frame.texts
    links = []
    for place, path, role in PLACES:
        if frame.signed is not None and frame.signed.may(role):
            text = tag("span", texts.text(f"operator.place.{place}"))
            count = NOTHING
            if place == "alarms" and frame.alarms:
                said = tag("span", texts.many("operator.open_alarms", frame.alarms), class_="unseen")
                count = tag("span", tag("span", texts.number(frame.alarms), aria_hidden="true"), said, class_="count")
            here = "page" if place == frame.place else None
            links.append(tag("li", tag("a", text, count, href=path, aria_current=here)))
    return tag("nav", tag("ul", *links), aria_label=texts.text("operator.places"))


def _said(frame: Frame) -> Html:
    """The live region: it is there on every page, and takes the focus when it has something to say."""
    if not frame.said:
        return tag("div", role="status")
    kind, class_ = ("alert", "said failed") if frame.failed else ("status", "said")
    return tag("div", frame.said, role=kind, class_=class_, tabindex="-1", autofocus=True)


def _foot(frame: Frame) -> Html:
    texts = frame.texts
    clock = "central.page.as_of_script" if frame.scripted else "central.page.as_of"
    shown = tag("p", texts.text(clock, moment=moment(frame, frame.now)))
    others = (
        tag(
            "a",
            texts.in_language(one).text("operator.language"),
            href=f"/operator/language/{one}",
            lang=one,
            hreflang=one,
        )
        for one in LANGUAGES
        if one != texts.language
    )
    return tag("div", shown, *others, class_="bar")
