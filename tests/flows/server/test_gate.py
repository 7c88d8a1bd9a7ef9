"""The gate in front of an application that would answer everybody."""

import asyncio
import base64
import io
import json

import pytest

from flows.server.gate import Gate
from flows.server.handshake import LONGEST_MESSAGE, MOST_WAITING, Reception, told
from flows.server.names import Names
from flows.server.refusals import Refusals

SHORT = "office:correct horse"
LONG = "thongbao:" + "x" * 32
HOST = (b"host", b"127.0.0.1:4200")


def basic(auth):
    return (b"authorization", b"Basic " + base64.b64encode(auth.encode()))


class Office:
    """An application behind a gate, a clock, and what was answered, heard and written."""

    def __init__(self, auth=SHORT, answer=b'"secret"'):
        self.heard, self.log, self.now, self.answer = [], io.StringIO(), 0.0, answer
        self.gate = Gate(self.app, auth, Names(), lambda: self.now, Refusals(lambda: self.now, self.log))

    async def app(self, scope, receive, send):
        self.heard.append(scope)
        if scope["type"] == "http":
            headers = [(b"content-type", b"application/json"), (b"X-Frame-Options", b"ALLOWALL")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": self.answer})
            return
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept", "subprotocol": "prefect"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": f"echo {message['text']}"})

    async def get(self, *headers, path="/api/flows", method="GET", client="192.0.2.1"):
        sent = []
        scope = {"type": "http", "method": method, "path": path, "client": (client, 1), "server": ("127.0.0.1", 4200)}

        async def send(message):
            sent.append(message)

        await self.gate({**scope, "headers": [HOST, *headers]}, None, send)
        return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]

    async def talk(self, *messages, headers=(), subprotocols=("prefect",)):
        coming = [
            {"type": "websocket.connect"},
            *({"type": "websocket.receive", "text": m} for m in messages),
            {"type": "websocket.disconnect"},
        ]
        sent = []

        async def send(message):
            sent.append(message)

        async def receive():
            return coming.pop(0)

        scope = {"type": "websocket", "path": "/api/events/in", "client": ("192.0.2.1", 1), "server": ("127.0.0.1", 4200)}
        await self.gate({**scope, "subprotocols": list(subprotocols), "headers": [HOST, *headers]}, receive, send)
        return sent


@pytest.mark.parametrize(
    "header",
    [
        None,
        basic("office:wrong horse"),
        basic("office"),
        basic(""),
        (b"authorization", b""),
        (b"authorization", b"Basic"),
        (b"authorization", b"Basic !!!"),
        (b"authorization", b"Bearer office:correct horse"),
        (b"authorization", b"office:correct horse"),
        (b"authorization", b"\xff\xfe"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/api/flows", "/api/health/", "/api/ready", "/docs", "/openapi.json", "/ui-settings", "//api/health"]
)
async def test_nothing_is_answered_without_the_password(header, path):
    office = Office()
    status, headers, body = await office.get(*([header] if header else []), path=path)
    assert (status, headers[b"www-authenticate"][:5], b"secret" in body, office.heard) == (401, b"Basic", False, [])
    assert ("wrong password" if header else "no password") in office.log.getvalue()


async def test_with_it_everything_is_and_no_other_page_may_frame_it():
    status, headers, body = await Office().get(basic(SHORT))
    assert (status, body) == (200, b'"secret"')
    assert headers[b"x-frame-options"] == b"DENY" and b"X-Frame-Options" not in headers


async def test_health_alone_is_told_to_everybody_who_only_reads_it():
    office = Office()
    assert (await office.get(path="/api/health"))[0] == 200
    assert (await office.get(path="/api/health", method="POST"))[0] == 401


async def test_two_passwords_are_none():
    assert (await Office().get(basic(SHORT), basic(SHORT)))[0] == 401


async def test_guessing_is_slowed_down_for_the_address_alone_and_a_proxy_is_not_believed():
    office = Office()
    for n in range(10):
        assert (await office.get(basic(f"office:guess {n}"), (b"x-forwarded-for", f"10.0.0.{n}".encode())))[0] == 401
    status, headers, _ = await office.get(basic(SHORT))
    assert (status, headers[b"retry-after"]) == (429, b"1")  # right as it is: else guessing would go on
    assert (await office.get(basic(SHORT), client="192.0.2.2"))[0] == 200
    office.now = 1.5
    assert (await office.get(basic(SHORT)))[0] == 200
    assert office.log.getvalue().count("wrong password: GET /api/flows") == 10
    assert office.log.getvalue().count("too many wrong passwords") == 1


async def test_a_password_that_nobody_guesses_opens_all_the_while():
    office = Office(LONG)
    for n in range(50):
        await office.get(basic(f"office:guess {n}"))
    assert (await office.get(basic("office:guess")))[0] == 429
    assert (await office.get(basic(LONG)))[0] == 200


async def test_the_ui_does_not_ask_once_more():
    office = Office(answer=b'{"auth": "BASIC", "api_url": "/api"}')
    _, headers, body = await office.get(basic(SHORT), (b"accept-encoding", b"gzip"), path="/ui-settings")
    assert json.loads(body) == {"auth": None, "api_url": "/api"}
    assert int(headers[b"content-length"]) == len(body)


async def test_a_socket_with_the_password_in_its_header_goes_on():
    sent = await Office().talk("hello", headers=[basic(SHORT)])
    assert [m["type"] for m in sent] == ["websocket.accept", "websocket.send"]


async def test_a_socket_that_tells_it_first_goes_on_with_that_message_still_before_it():
    first = json.dumps({"type": "auth", "token": SHORT})
    sent = await Office().talk(first, "hello")
    assert [m.get("text", m["type"]) for m in sent] == ["websocket.accept", f"echo {first}", "echo hello"]


@pytest.mark.parametrize(
    "first",
    [
        "",
        "hello",
        "[" * LONGEST_MESSAGE,
        "x" * (LONGEST_MESSAGE + 1),
        json.dumps({"type": "auth"}),
        json.dumps({"type": "auth", "token": None}),
        json.dumps({"type": "auth", "token": ""}),
        json.dumps({"type": "auth", "token": "office:wrong horse"}),
        json.dumps({"type": "auth", "token": "\ud800"}),
        json.dumps({"type": "filter", "token": SHORT}),
        json.dumps([SHORT]),
    ],
)
async def test_one_that_tells_another_gets_nothing(first):
    office = Office()
    sent = await office.talk(first, "hello")
    assert [m["type"] for m in sent] == ["websocket.accept", "websocket.close"]
    assert (sent[1]["code"], office.heard) == (1008, [])
    assert "password: WebSocket /api/events/in" in office.log.getvalue()


@pytest.mark.parametrize(
    ("headers", "subprotocols"),
    [
        ([], []),
        ([], ["other"]),
        ([basic("office:wrong horse")], ["prefect"]),
        ([(b"origin", b"http://evil.example")], ["prefect"]),
        ([(b"origin", b"http://evil.example"), basic(SHORT)], ["prefect"]),
        ([(b"host", b"evil.example")], ["prefect"]),
    ],
)
async def test_one_of_strangers_is_not_even_accepted(headers, subprotocols):
    office = Office()
    sent = await office.talk(json.dumps({"type": "auth", "token": SHORT}), headers=headers, subprotocols=subprotocols)
    assert ([m["type"] for m in sent], office.heard) == (["websocket.close"], [])


async def test_tokens_of_sockets_are_guesses_too():
    office = Office()
    for n in range(10):
        await office.talk(json.dumps({"type": "auth", "token": f"office:guess {n}"}))
    sent = await office.talk(json.dumps({"type": "auth", "token": SHORT}))
    assert sent[-1]["type"] == "websocket.close"
    assert (await office.get(basic(SHORT)))[0] == 429


async def test_silence_is_not_waited_out_and_only_so_many_may_be_silent():
    async def nobody(scope, receive, send):
        raise AssertionError("handed on")

    reception, closed = Reception(nobody, seconds=0.05), []
    messages = [[{"type": "websocket.connect"}] for _ in range(MOST_WAITING + 5)]

    async def silent(own):
        async def receive():
            return own.pop(0) if own else await asyncio.Event().wait()

        async def send(message):
            closed.append(message["type"])

        return await reception.take_in(lambda token: None, {"subprotocols": ["prefect"]}, receive, send)

    assert all(await asyncio.gather(*(silent(own) for own in messages)))
    assert closed.count("websocket.accept") == MOST_WAITING
    assert closed.count("websocket.close") == MOST_WAITING + 5


def test_a_message_of_bytes_tells_nothing():
    assert told({"type": "websocket.receive", "bytes": b"{}"}) is None
