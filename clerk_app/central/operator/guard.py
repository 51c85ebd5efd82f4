"""What stands before every operator's page: who asks, whether they may, and that the form is from a page of theirs."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from clerk_app.central.doors import raw_body
from clerk_app.central.operator.frame import LANGUAGES, Frame, framed
from clerk_app.central.operator.markup import tag
from clerk_app.central.operator.sessions import Sessions, Signed, check_word
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.i18n import Texts

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SIGN_IN = "/operator/sign-in"
_COOKIE, _BEFORE, _LANGUAGE = "salter-operator", "salter-before", "salter-language"
_SAFE = "__Host-"
_YEAR = 365 * 24 * 3600
_MOST_FIELDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page is asked with; ``form`` holds the fields that were sent, each with all its values."""

    frame: Frame
    parts: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, list[str]]
    token: str

    @property
    def signed(self) -> Signed:
        """Who asks; a bug to ask on a page that needs nobody."""
        if self.frame.signed is None:
            raise RuntimeError("nobody is signed in")
        return self.frame.signed

    def one(self, name: str) -> str:
        """The first value of a field, nothing where it was not sent."""
        return self.form.get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class Go:
    """Go to another page, which says what was done: a text's key, and what fills it."""

    path: str
    said: str = ""


type Does = Callable[[Asked], str | Go]


class Guard:
    """Makes routes of pages; ``frame_of`` fills in what every page shows."""

    def __init__(
        self, sessions: Sessions, texts: Texts, frame_of: Callable[[Frame], Frame], places: frozenset[str]
    ) -> None:
        self._sessions = sessions
        self._texts = {one: texts.in_language(one) for one in LANGUAGES}
        self._default = texts.language if texts.language in LANGUAGES else LANGUAGES[0]
        self._frame_of = frame_of
        self._said = places

    def page(self, path: str, does: Does, *, place: str = "", role: str = "viewer") -> Route:
        """A page to look at."""

        async def serve(request: Request) -> Response:
            return await self._serve(request, does, place, role, {})

        return Route(path, serve, methods=["GET"])

    def act(self, path: str, does: Does, *, place: str = "", role: str = "operator") -> Route:
        """Something that a form does."""

        async def serve(request: Request) -> Response:
            return await self._serve(request, does, place, role, await _form(request))

        return Route(path, serve, methods=["POST"])

    def door(self, show: Does, enter: Callable[[Asked], str], leave: Callable[[str, str], None]) -> list[Route]:
        """The pages that need nobody signed in: ``enter`` gives the secret of a new session."""

        async def asks(request: Request) -> Response:
            return await self._at_door(request, show)

        async def enters(request: Request) -> Response:
            return await self._enter(request, show, enter)

        async def leaves(request: Request) -> Response:
            def out(asked: Asked) -> Go:
                leave(asked.token, asked.signed.name)
                return Go(SIGN_IN, "operator.said.signed_out")

            answer = await self._serve(request, out, "", "viewer", await _form(request))
            answer.delete_cookie(_name(request, _COOKIE), path="/", secure=_secure(request), httponly=True)
            return answer

        return [
            Route(SIGN_IN, asks, methods=["GET"]),
            Route(SIGN_IN, enters, methods=["POST"]),
            Route("/operator/sign-out", leaves, methods=["POST"]),
            Route("/operator/language/{language}", self._speak, methods=["GET"]),
        ]

    async def _serve(
        self, request: Request, does: Does, place: str, role: str, form: Mapping[str, list[str]]
    ) -> Response:
        token = request.cookies.get(_name(request, _COOKIE), "")
        signed = await run_in_threadpool(self._sessions.of, token)
        if signed is None:
            back = quote(request.url.path, safe="/") if request.method == "GET" else "/"
            return _answer(RedirectResponse(f"{SIGN_IN}?next={back}", status_code=303))
        frame = await run_in_threadpool(self._frame, request, place, signed)
        asked = Asked(frame=frame, parts=request.path_params, query=request.query_params, form=form, token=token)
        try:
            if request.method == "POST":
                _check_origin(request)
                check_word(token, asked.one("word"))
            if not signed.may(role):
                raise Refused("operator_role_low")
            return _answer(_response(await run_in_threadpool(does, asked)))
        except CounterError as error:
            return _answer(_failed(frame, error))

    async def _at_door(self, request: Request, show: Does, said: str = "", status: int = 200) -> Response:
        word = request.cookies.get(_name(request, _BEFORE), "") or secrets.token_urlsafe(32)
        frame = await run_in_threadpool(self._frame, request, "", None)
        if said:
            frame = _saying(frame, said, failed=True)
        asked = Asked(frame=frame, parts={}, query=request.query_params, form={}, token=word)
        answer = _answer(_response(await run_in_threadpool(show, asked)))
        answer.status_code = status
        _keep(answer, request, _BEFORE, word)
        return answer

    async def _enter(self, request: Request, show: Does, enter: Callable[[Asked], str]) -> Response:
        form = await _form(request)
        frame = await run_in_threadpool(self._frame, request, "", None)
        before = request.cookies.get(_name(request, _BEFORE), "")
        asked = Asked(frame=frame, parts={}, query=request.query_params, form=form, token=before)
        try:
            _check_origin(request)
            check_word(before, asked.one("word"))
            token = await run_in_threadpool(enter, asked)
        except CounterError as error:
            status = 429 if "wait" in error.params else 403
            return await self._at_door(request, show, _worded(frame.texts, error), status)
        answer = _answer(RedirectResponse(_own_path(request.query_params.get("next", "/")), status_code=303))
        _keep(answer, request, _COOKIE, token)
        answer.delete_cookie(_name(request, _BEFORE), path="/", secure=_secure(request), httponly=True)
        return answer

    async def _speak(self, request: Request) -> Response:
        """Remember the language, and go back to where one was."""
        answer = _answer(RedirectResponse(_came_from(request), status_code=303))
        language = request.path_params["language"]
        if language in LANGUAGES:
            answer.set_cookie(
                _LANGUAGE, language, max_age=_YEAR, secure=_secure(request), httponly=True, samesite="strict"
            )
        return answer

    def _frame(self, request: Request, place: str, signed: Signed | None) -> Frame:
        language = request.cookies.get(_LANGUAGE, "")
        texts = self._texts[language if language in LANGUAGES else self._default]
        frame = Frame(texts=texts, municipality="", now=0, back=_came_from(request), place=place, signed=signed)
        said = request.query_params.get("said", "")
        return self._frame_of(_saying(frame, texts.text(said)) if said in self._said else frame)


def on_loopback(request: Request) -> bool:
    """Whether the one who asks sits at this machine, and not behind a proxy on it."""
    if "forwarded" in request.headers or "x-forwarded-for" in request.headers:
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _saying(frame: Frame, said: str, *, failed: bool = False) -> Frame:
    return replace(frame, said=said, failed=failed)


async def _form(request: Request) -> Mapping[str, list[str]]:
    """What a form has sent; raises ``Invalid`` (``malformed``, ``too_large``)."""
    raw = await raw_body(request)
    try:
        return parse_qs(raw.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise Invalid("malformed", what="form", where="body") from error


def _check_origin(request: Request) -> None:
    """A browser says where a form stands; another site's is refused before its word is looked at."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    ours = not origin or urlsplit(origin).netloc == request.headers.get("host", "")
    if site not in ("same-origin", "none") or not ours:
        raise Refused("form_stale")


def _response(made: str | Go) -> Response:
    if isinstance(made, Go):
        return RedirectResponse(f"{made.path}?said={made.said}" if made.said else made.path, status_code=303)
    return HTMLResponse(made)


def _failed(frame: Frame, error: CounterError) -> Response:
    """Say why nothing was done, and lead back."""
    texts = frame.texts
    back = tag("a", texts.text("operator.back"), href=frame.back, class_="button")
    page = framed(_saying(frame, _worded(texts, error), failed=True), texts.text("operator.failed"), tag("p", back))
    return HTMLResponse(page, status_code=422 if isinstance(error, Invalid) else 403)


def _worded(texts: Texts, error: CounterError) -> str:
    key = f"error.{error.code}"
    return texts.text(key if texts.has(key) else "operator.failed", **error.params)


def _answer(answer: Response) -> Response:
    answer.headers.update(HEADERS)
    return answer


def _keep(answer: Response, request: Request, name: str, value: str) -> None:
    """A cookie for this visit, which no script reads and no other site sends."""
    answer.set_cookie(_name(request, name), value, path="/", secure=_secure(request), httponly=True, samesite="strict")


def _name(request: Request, name: str) -> str:
    """A browser takes a name with this prefix only from the host itself, by TLS."""
    return f"{_SAFE}{name}" if _secure(request) else name


def _secure(request: Request) -> bool:
    return request.url.scheme == "https" or not on_loopback(request)


def _came_from(request: Request) -> str:
    """The page of ours that led here."""
    return _own_path(urlsplit(request.headers.get("referer", "")).path or "/")


def _own_path(path: str) -> str:
    """A path on this server; the first page for anything that could lead elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
