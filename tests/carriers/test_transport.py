"""httpx over our own way of dialling: its requests, its errors, its kept connections."""

from __future__ import annotations

import ssl

import httpx
import pytest

from clerk_app.carriers.transport import Pool, Transport


def test_a_kept_connection_is_used_again_and_its_answers_are_httpxs(serve) -> None:
    def answer(talk) -> None:
        while (request := talk.request()) is not None:
            talk.answer(request.method.encode() + b" " + request.target.encode())

    server = serve(answer)
    with httpx.Client(transport=Transport(ssl.create_default_context(), Pool(2, 1, 60.0))) as client:
        assert client.get(f"{server.url}/a?b=1").content == b"GET /a?b=1"
        assert client.post(f"{server.url}/c", content=b"x").content == b"POST /c"
    assert server.connections == 1


def test_errors_have_the_names_that_httpx_gives_them(serve) -> None:
    def hang_up(talk) -> None:
        talk.head()
        talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")

    server = serve(hang_up)
    with httpx.Client(transport=Transport(ssl.create_default_context(), Pool(2, 1, 60.0))) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(server.url)
        with pytest.raises(httpx.ConnectError):
            client.get("http://127.0.0.1:9/")
        silent = serve(lambda talk: talk.request() and talk.request())
        with pytest.raises(httpx.ReadTimeout):
            client.get(silent.url, timeout=0.05)
