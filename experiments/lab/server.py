"""The lab's server: the page and its texts, and one websocket for each page that is open.

No more of the machine can be had than the lab: the names it answers to and where pages may come from are checked, the
page may load nothing from elsewhere, and there is a limit to everything that can be asked for.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from threading import Event, Thread
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from analysis.language import LANGUAGES, written_in
from experiments.lab.conversation import Conversation
from experiments.lab.declarations import declarations
from experiments.lab.limits import IDLE_SECONDS, MOST_CONVERSATIONS
from experiments.lab.warming import warm

PAGE = Path(__file__).parent / "page"
POLICY_VIOLATED, TRY_AGAIN_LATER = 1008, 1013  # of websockets
SECURITY = {
    "content-security-policy": "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
}


class Guard:
    """Answers only to the names of this lab, and to websockets only of its own page; adds what a browser must obey."""

    def __init__(self, app: ASGIApp, names: frozenset[str]):
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it in one sentence."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "").lower()
        if scope["type"] == "websocket":
            if host not in self.names or headers.get("origin", "").lower() != f"http://{host}":
                await send({"type": "websocket.close", "code": POLICY_VIOLATED})
                return
            await self.app(scope, receive, send)
            return
        if host not in self.names:
            refused = PlainTextResponse("This is a lab that answers to the address it was opened with.", 403)
            await refused(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(name.encode(), value.encode()) for name, value in SECURITY.items()]
                kept = [pair for pair in message["headers"] if pair[0] != b"cache-control"]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        await self.app(scope, receive, send_guarded)


class Lab:
    """The conversations that go on."""

    def __init__(self, language: str):
        self.language = language
        self.conversations: set[Conversation] = set()

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return FileResponse(PAGE / "index.html", media_type="text/html; charset=utf-8")

    async def words(self, request: Request) -> Response:
        """Texts and declarations in a language; the lab's own where there is no such language."""
        code = request.path_params["language"]
        code = code if code in LANGUAGES else self.language
        return Response(_words(code, self.language), media_type="application/json")

    async def talk(self, socket: WebSocket) -> None:
        """One page, from its coming to its leaving."""
        await socket.accept()
        if len(self.conversations) >= MOST_CONVERSATIONS:
            full = f"the lab is full: {MOST_CONVERSATIONS} pages are open; close one, and load this page again"
            await socket.send_text(json.dumps({"say": "error", "message": full}))
            await socket.close(TRY_AGAIN_LATER)
            return
        conversation = Conversation(self.language)
        self.conversations.add(conversation)
        try:
            while True:
                message = await socket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                async for answer in conversation.answers(message.get("text") or ""):
                    await (socket.send_text(answer) if isinstance(answer, str) else socket.send_bytes(answer))
        except (WebSocketDisconnect, OSError):
            return  # a closed tab in mid-run
        finally:
            self.conversations.discard(conversation)

    async def drop_idle(self) -> None:
        """Let go of worlds that nobody has asked for in a while, again and again."""
        while True:
            await asyncio.sleep(IDLE_SECONDS / 10.0)
            for conversation in tuple(self.conversations):
                conversation.drop_if_idle()


@cache
def _words(code: str, first: str) -> bytes:
    with written_in(code):
        told = declarations(first)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def application(names: frozenset[str], language: str, warms: Callable[[Event], Any] = warm) -> ASGIApp:
    """The whole application; `names`: what Host may say, with port."""
    lab = Lab(language)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        dropping = asyncio.create_task(lab.drop_idle())
        ending = Event()
        Thread(target=warms, args=(ending,), daemon=True).start()  # a command that ends does not wait for it
        yield
        ending.set()
        dropping.cancel()

    routes = [
        Route("/", lab.page),
        Route("/words/{language}.json", lab.words),
        WebSocketRoute("/lab", lab.talk),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    return Guard(Starlette(routes=routes, lifespan=lifespan), names)
