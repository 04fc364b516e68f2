"""One conversation with one page: what it asks for, done; each message has its answers, and nothing comes unasked.

What the server holds is made of the address, so that worlds dropped after a while are lived again when they are missed.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

from analysis.language import LANGUAGES, written_in
from experiments.cli.refusal import Refused
from experiments.lab.address import Address, WorldAddress, read_address, read_levers, whole_number
from experiments.lab.case_stories import desk_week, story_of
from experiments.lab.frames import FrameMaker
from experiments.lab.lab_world import LabWorld
from experiments.lab.limits import HIGHEST_SEED, IDLE_SECONDS, MOST_ENTRIES, MOST_STEPS, THREADS, WEEKS
from experiments.lab.shocks import levers_of_shock
from sim.scenario import CASELOAD

Returned = TypeVar("Returned")
POOL = ThreadPoolExecutor(THREADS, thread_name_prefix="lab")
HIGHEST_IDENTITY = HIGHEST_SEED


async def on_pool(function: Callable[..., Returned], *given: Any) -> Returned:
    """Call a function on one of the lab's threads."""
    return await asyncio.get_running_loop().run_in_executor(POOL, function, *given)


class Conversation:
    """The worlds of one page, and what was asked of them."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.address: Address | None = None
        self.worlds: list[LabWorld] = []
        self.frames = FrameMaker()
        self.asked_at = time.monotonic()
        self.is_busy = False

    async def answers(self, message: str) -> AsyncIterator[str | bytes]:
        """What comes of a message: text or bytes; what cannot be is an answer too, in one sentence."""
        self.asked_at, self.is_busy = time.monotonic(), True
        try:
            asked = json.loads(message)
            if not isinstance(asked, dict) or str(asked.get("do")) not in DOINGS:
                raise Refused(f"a message must say what to do: one of {', '.join(DOINGS)}")
            async for answer in DOINGS[str(asked["do"])](self, asked):
                yield answer
        except Refused as refused:
            yield _as_text({"say": "error", "message": str(refused)})
        except (json.JSONDecodeError, RecursionError):
            yield _as_text({"say": "error", "message": "a message must be JSON, as in {do: step, n: 1}"})
        except Exception as problem:  # a fault cuts nobody off, neither this page nor the others
            fault = " ".join(str(problem).split())[:200] or type(problem).__name__
            yield _as_text({"say": "error", "message": f"a fault of the program, not of what you did: {fault}"})
        finally:
            self.asked_at, self.is_busy = time.monotonic(), False

    def drop_if_idle(self) -> None:
        """Let go of worlds that nobody has asked for in a while."""
        if not self.is_busy and time.monotonic() - self.asked_at > IDLE_SECONDS:
            self.worlds = []
            self.frames.forget()

    async def open(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Make the worlds of an address, and show them; those that are there already go on."""
        if asked.get("language", self.language) not in LANGUAGES:
            raise Refused(f"language must be one of {', '.join(LANGUAGES)}")
        self.language = asked.get("language", self.language)
        address = read_address(asked)
        yield _as_text({"say": "making"})
        await self._make(address)
        for answer in await self._shown():
            yield answer

    async def step(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Live some weeks, and show the worlds."""
        n = whole_number("n", asked.get("n", 1), 1, MOST_STEPS)
        await self._there()
        yield await on_pool(self._lived, min(self.worlds[0].week + n, WEEKS))

    def _lived(self, week: int) -> bytes:
        """The frame of all worlds lived up to a week."""
        for world in self.worlds:
            world.live_until(week)
        self._remember()
        return self.frames.frame(self.worlds)

    async def lever(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Set levers of a world from now on; what staffs the posts begins the world anew, up to this week."""
        number, levers = await self._world_asked(asked), read_levers(asked.get("levers"))
        await self._set(number, levers)
        for answer in await self._shown(with_frame=CASELOAD in dict(levers) or self.worlds[0].week == 0):
            yield answer

    async def shock(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Let a shock hit every world in the coming week."""
        await self._there()
        levers = levers_of_shock(str(asked.get("name"))[:40], self.worlds[0].week)
        for number in range(len(self.worlds)):
            await self._set(number, levers)
        for answer in await self._shown(with_frame=self.worlds[0].week == 0):
            yield answer

    async def fork(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Put a twin of one world in the place of another."""
        await self._there()
        into = whole_number("into", asked.get("into"), 0, len(self.worlds) - 1)
        number = await self._world_asked(asked)
        self.worlds[into] = await on_pool(self.worlds[number].fork)
        self._remember()
        for answer in await self._shown(with_frame=True):
            yield answer

    async def story(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Tell one person's story so far in one world."""
        number = await self._world_asked(asked)
        identity = whole_number("person", asked.get("person"), 0, HIGHEST_IDENTITY)
        world = self.worlds[number]
        assert self.address is not None
        told = await on_pool(self._in_words, story_of, self.address, world.address, world.week, identity)
        yield _as_text(told | {"world": number})

    async def desk(self, asked: dict[str, Any]) -> AsyncIterator[str | bytes]:
        """Tell one caseworker's latest week in one world."""
        number = await self._world_asked(asked)
        row = whole_number("desk", asked.get("desk"), 0, HIGHEST_IDENTITY)
        yield _as_text(await on_pool(self._in_words, desk_week, self.worlds[number], row) | {"world": number})

    def _in_words(self, function: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
        with written_in(self.language):
            return function(*given)

    async def _there(self) -> None:
        """Make the worlds again where they were dropped."""
        if self.address is None:
            raise Refused("open a lab first")
        if not self.worlds:
            await self._make(self.address)

    async def _world_asked(self, asked: dict[str, Any]) -> int:
        await self._there()
        return whole_number("world", asked.get("world"), 0, len(self.worlds) - 1)

    async def _make(self, address: Address) -> None:
        """Live the worlds of an address up to its week, a quarter at a time, so that others come in between."""
        spare = list(self.worlds)
        worlds: list[LabWorld] = []
        for each in address.worlds:
            key = (address.office, address.people, address.labour_market, address.seed, each)
            kept = [world for world in spare if world.key == key and world.week <= address.week][:1]
            spare = [world for world in spare if world not in kept]
            worlds += kept or [await on_pool(LabWorld, address, each)]
        for world in worlds:
            while world.week < address.week:
                await on_pool(world.live_until, min(world.week + MOST_STEPS, address.week))
        self.worlds, self.address = worlds, address
        self.frames.forget()

    async def _set(self, number: int, levers: tuple[tuple[str, Any], ...]) -> None:
        world = self.worlds[number]
        if len(world.address.journal) >= MOST_ENTRIES:
            raise Refused(f"the journal is full: {MOST_ENTRIES} changes; start again")
        if CASELOAD in dict(levers) and world.week > 0:
            assert self.address is not None
            before = WorldAddress(world.address.policy, world.address.journal, world.address.is_twin)
            begun = await on_pool(LabWorld, self.address, _without_caseload(before))
            await on_pool(begun.set_levers, levers)
            while begun.week < world.week:
                await on_pool(begun.live_until, min(begun.week + MOST_STEPS, world.week))
            self.worlds[number] = begun
        else:
            await on_pool(world.set_levers, levers)
        self._remember()

    def _remember(self) -> None:
        """Keep the address up to date."""
        assert self.address is not None
        worlds = tuple(world.address for world in self.worlds)
        self.address = replace(self.address, week=self.worlds[0].week, worlds=worlds)

    async def _shown(self, with_frame: bool = True) -> list[str | bytes]:
        """The lab in words, for the page's own address; and a whole frame."""
        worlds = [
            {
                "policy": world.address.policy,
                "twin": world.address.is_twin,
                "journal": [[entry.week, dict(entry.levers)] for entry in world.address.journal],
                "levers": {path: _plain(value) for path, value in world.levers().items()},
            }
            for world in self.worlds
        ]
        assert self.address is not None
        size = self.worlds[0].run.scenario.setting.office
        lab = {
            "office": self.address.office,
            "people": self.address.people,
            "there": size.jobseekers * size.offices,
            "labour_market": self.address.labour_market,
            "seed": self.address.seed,
            "week": self.worlds[0].week,
        }
        shown: list[str | bytes] = [_as_text({"say": "lab", "lab": lab, "worlds": worlds, "framed": with_frame})]
        if with_frame:
            self.frames.forget()
            shown.append(await on_pool(self.frames.frame, self.worlds))
        return shown


def _without_caseload(world: WorldAddress) -> WorldAddress:
    """The world without what its journal says of posts: that is about to be said anew."""
    kept = []
    for entry in world.journal:
        levers = tuple((path, value) for path, value in entry.levers if path != CASELOAD)
        if levers:
            kept.append(replace(entry, levers=levers))
    return replace(world, journal=tuple(kept))


def _plain(value: Any) -> Any:
    return value.name if hasattr(value, "name") else value


def _as_text(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


DOINGS: dict[str, Callable[[Conversation, dict[str, Any]], AsyncIterator[str | bytes]]] = {
    "open": Conversation.open,
    "step": Conversation.step,
    "lever": Conversation.lever,
    "shock": Conversation.shock,
    "fork": Conversation.fork,
    "story": Conversation.story,
    "desk": Conversation.desk,
}
