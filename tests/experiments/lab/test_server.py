"""The server as anybody on the machine meets it: no more can be had of it than the lab."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from lab_client import open_message, served
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect


@pytest.fixture(scope="module")
def address():
    """A lab that is served to all tests here."""
    with served() as where:
        yield where


def fetched(address: str, path: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a page, asked for by some name."""
    name = address.removeprefix("http://")
    connection = http.client.HTTPConnection(name, timeout=30)
    connection.request("GET", path, headers={"Host": host or name})
    answer = connection.getresponse()
    return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()


def talking(address: str, origin: str | None = None):
    """A websocket to a lab, as from its own page unless it is from elsewhere."""
    return connect(f"{address.replace('http', 'ws')}/lab", origin=origin or address, max_size=None)


def until_frame(socket) -> list:
    """Answers up to the frame, or up to an error."""
    answers = []
    while True:
        answer = socket.recv(timeout=120)
        answers.append(answer if isinstance(answer, bytes) else json.loads(answer))
        if isinstance(answer, bytes) or answers[-1]["say"] == "error":
            return answers


def test_the_page_is_there_and_may_load_nothing_from_elsewhere(address):
    for path in ("/", "/page/main.js", "/page/lab.css", "/page/vendor/lit-html-3.3.3.js", "/words/nb.json"):
        status, headers, body = fetched(address, path)
        assert status == 200 and body, path
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert b"http://" not in body.replace(b"http://www.w3.org", b""), path


def test_texts_come_in_the_language_that_is_asked_for(address):
    english, norwegian = (json.loads(fetched(address, f"/words/{code}.json")[2]) for code in ("en", "nb"))
    assert (english["texts"]["play"], norwegian["texts"]["play"]) == ("Play", "Spill av")
    assert english["texts"].keys() == norwegian["texts"].keys()
    assert json.loads(fetched(address, "/words/xx.json")[2])["language"] == "en"
    assert all(lever["unit"] and lever["meaning"] and lever["source"] for lever in english["levers"])


@pytest.mark.parametrize("path", ["/page/../server.py", "/page/%2e%2e/server.py", "/page/", "/etc/passwd", "/lab"])
def test_nothing_else_is_served(address, path):
    assert fetched(address, path)[0] in (404, 405)


def test_another_sites_name_is_not_answered_to(address):
    """A name of another site that was made to lead here (DNS rebinding) gets a sentence."""
    status, _, body = fetched(address, "/", host="evil.example")
    assert status == 403 and b"lab" in body


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_another_sites_page_gets_no_conversation(address, origin):
    with pytest.raises((InvalidHandshake, ConnectionClosed)), talking(address, origin) as socket:
        socket.send(json.dumps(open_message()))
        socket.recv(timeout=10)


def test_a_message_beyond_the_limit_ends_its_own_conversation_alone(address):
    with talking(address) as other:
        other.send(json.dumps(open_message()))
        assert isinstance(until_frame(other)[-1], bytes)
        with talking(address) as socket:
            socket.send("x" * 30_000)
            with pytest.raises(ConnectionClosed):
                socket.recv(timeout=10)
        other.send(json.dumps({"do": "step", "n": 1}))
        assert isinstance(until_frame(other)[-1], bytes)


def test_a_tab_closed_in_mid_run_leaves_the_others_alone(address):
    for _ in range(5):
        with talking(address) as socket:
            socket.send(json.dumps(open_message(week=200)))
    with talking(address) as socket:
        socket.send(json.dumps(open_message()))
        assert isinstance(until_frame(socket)[-1], bytes)


def test_thirty_pages_at_once_each_see_their_own_lab(address):
    """Everybody with a seed of their own, all at the same time: no error, and the same as one alone."""

    def play(seed: int) -> bytes:
        with talking(address) as socket:
            socket.send(json.dumps(open_message(seed=seed % 10)))
            until_frame(socket)
            for _ in range(4):
                socket.send(json.dumps({"do": "step", "n": 1}))
                (frame,) = until_frame(socket)
            return frame

    with ThreadPoolExecutor(30) as pool:
        frames = list(pool.map(play, range(30)))
    assert all(frames[seed] == frames[seed + 10] == frames[seed + 20] for seed in range(10))
    assert len(set(frames)) == 10


def test_the_lab_can_be_opened_in_norwegian():
    with served("language=nb", "office=small") as where:
        assert json.loads(fetched(where, "/words/first.json")[2])["language"] == "nb"
