"""Connections that say nothing or too little are closed; those that ask are answered; logs stay small."""

import asyncio
import logging
import resource
import socket
import threading
import time
from contextlib import closing, suppress

import pytest
import uvicorn

from pygalgia.web.edge.connections import LONGEST_HEAD, Patient, Rarely, most_connections

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
SLOW = 1.2


async def app(scope, receive, send):
    """Answer with the length of what was sent, after a while where that is asked for."""
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(SLOW)
    body = str(length).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class Impatient(Patient):
    patience = 0.5
    most = 5


@pytest.fixture(scope="module")
def address():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=Impatient, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield listening.getsockname()
        server.should_exit = True
        thread.join(10)


def answer_of(connection):
    said = b""
    while not said.endswith(b"\r\n\r\n0"):
        said += connection.recv(1000)
    return said


def ends_within(connection, seconds):
    connection.settimeout(seconds)
    try:
        while connection.recv(1000):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab",
    ],
    ids=["nothing", "a letter", "half a head", "half a body"],
)
def test_a_connection_that_does_not_finish_its_request_is_closed(address, said):
    with closing(socket.create_connection(address)) as connection:
        connection.sendall(said)
        assert ends_within(connection, 3)


def test_a_request_does_not_gain_time_by_coming_in_drops(address):
    begun = time.monotonic()
    with closing(socket.create_connection(address)) as connection:
        for letter in GET * 9:
            try:
                connection.sendall(bytes([letter]))
            except ConnectionError:
                break
            time.sleep(0.1)
            if time.monotonic() - begun > 3:
                break
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 2 * LONGEST_HEAD,
        b"GET /" + b"a" * 2 * LONGEST_HEAD,
        b"GET /\xe4 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
    ids=["no host", "two hosts", "long header", "long address", "address that is no ASCII", "both lengths",
         "two lengths", "space before a colon", "folded line", "nonsense"],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_or_never_ends_is_refused_and_the_connection_closed(address, said):
    with closing(socket.create_connection(address)) as connection:
        connection.settimeout(5)
        connection.sendall(said)
        answer = b""
        with suppress(ConnectionResetError):
            while more := connection.recv(10_000):
                answer += more
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1


def test_an_answer_may_take_longer_than_a_question(address):
    with closing(socket.create_connection(address)) as connection:
        connection.sendall(GET.replace(b"/ ", b"/slow "))
        connection.settimeout(5)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")


def test_a_second_request_on_a_connection_is_answered_and_has_its_time_too(address):
    with closing(socket.create_connection(address)) as connection:
        connection.settimeout(5)
        for _ in range(2):
            connection.sendall(GET)
            assert b"HTTP/1.1 200" in answer_of(connection)
        connection.sendall(b"GET /")
        assert ends_within(connection, 3)


def test_more_connections_than_can_be_held_are_not_taken(address):
    connections = [socket.create_connection(address) for _ in range(8)]
    try:
        assert sum(ends_within(each, 0.1) for each in connections) >= 3
    finally:
        for each in connections:
            each.close()
    time.sleep(0.2)
    with closing(socket.create_connection(address)) as connection:
        connection.sendall(GET)
        connection.settimeout(5)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")


def test_there_are_files_left_beside_the_connections():
    assert most_connections() < resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def record(line=1):
    return logging.LogRecord("a", logging.ERROR, "a.py", line, "%s said", ("somebody",), None)


def test_one_place_logs_so_much_and_no_more_and_says_that_there_was_more():
    now = [0.0]
    rarely = Rarely(most=3, clock=lambda: now[0])
    seen = [each for each in (record() for _ in range(1000)) if rarely.filter(each)]
    assert len(seen) == 4
    assert seen[-1].getMessage() == "somebody said (and more, not logged)"
    assert rarely.filter(record(line=2))
    now[0] = 61.0
    assert rarely.filter(record())
