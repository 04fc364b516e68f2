"""A lab of one's own for tests: served by the command, asked as the page asks."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
from settings import HOME

from experiments.lab.conversation import Conversation
from experiments.lab.frames import COLUMNS, FrameMaker
from experiments.lab.lab_world import LabWorld

SMALL = {"office": "small", "people": 60, "seed": 1, "week": 0}


@contextmanager
def served(*words: str, port: str | int = 0) -> Iterator[str]:
    """The address of a lab that `skranke lab` serves until the end."""
    command = [sys.executable, "-m", "experiments.command", "lab", f"port={port}", "open=false", *words]
    process = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = process.stdout.readline()
        address = re.search(r"http://[^/]+", line)
        assert address, line + (process.stderr.read() if process.stderr else "")
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
        assert "Traceback" not in complaint, complaint


def open_message(*worlds: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """What a page asks first."""
    return {"do": "open", **SMALL, "worlds": list(worlds) or [{"policy": "baseline"}], **changed}


def ask(conversation: Conversation, *messages: Any) -> list[Any]:
    """The answers to some messages, what is text read; all of them after one another."""

    async def answered() -> list[Any]:
        answers = []
        for message in messages:
            written = message if isinstance(message, str) else json.dumps(message)
            answers += [answer async for answer in conversation.answers(written)]
        return answers

    with ThreadPoolExecutor(1) as pool:  # a browser's driver has a loop of its own in this one
        answers = pool.submit(asyncio.run, answered()).result()
    return [answer if isinstance(answer, bytes) else json.loads(answer) for answer in answers]


def opened(*worlds: dict[str, Any], **changed: Any) -> Conversation:
    """A conversation with a lab that is open."""
    conversation = Conversation()
    answers = ask(conversation, open_message(*worlds, **changed))
    assert [type(answer) for answer in answers] == [dict, dict, bytes], answers
    return conversation


class Reader:
    """Reads frames as the page does: each is less the one before."""

    def __init__(self) -> None:
        self.columns: list[np.ndarray] = []

    def read(self, frame: bytes) -> tuple[dict[str, Any], list[dict[str, np.ndarray]]]:
        """The head, and of each world its columns by name."""
        length = int.from_bytes(frame[:4], "little")
        head, at, worlds = json.loads(frame[4 : 4 + length]), 4 + length, []
        before, self.columns = self.columns, []
        for number, told in enumerate(head["worlds"]):
            size = len(COLUMNS) * told["n"]
            columns = np.frombuffer(frame, np.uint8, size, at).reshape(len(COLUMNS), told["n"]).copy()
            if told["before"]:
                columns[:, : told["before"]] += before[number][:, : told["before"]]
            self.columns.append(columns)
            worlds.append(dict(zip(COLUMNS, columns, strict=True)))
            at += size + 8 * (told["n"] - told["before"])
        assert at == len(frame)
        return head, worlds


def head_of_frame(world: LabWorld) -> dict:
    """The head of a whole frame of one world."""
    frame = FrameMaker().frame([world])
    return Reader().read(frame)[0]["worlds"][0]
