"""Where results come from: versions, sources, seeds, command and machine."""

import hashlib
import json
import os
import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from experiments.parameter_sets import read_ensemble

PACKAGES = (
    "skranke",
    "numpy",
    "numba",
    "llvmlite",
    "mesa",
    "hydra-core",
    "omegaconf",
    "pandas",
    "pyarrow",
    "scipy",
    "matplotlib",
)
PROGRAM = ("sim", "analysis", "experiments")
HOME = Path(__file__).resolve().parents[2]


def provenance(
    seeds: list[int], started: datetime, *, backend: str, threads: int, replace: dict[str, str], ensemble: bool = False
) -> dict[str, Any]:
    """Everything that is needed to make the same results again, and what they were made on."""
    return {
        "command": ["skranke", *sys.argv[1:]],
        "seeds": seeds,
        "backend": backend,
        "threads": threads or os.cpu_count(),
        "replaced": replace,
        **extended(),
        "ensemble": read_ensemble().described() if ensemble else None,
        "source": {
            "sim_hash": source_hash("sim"),
            "program_hash": program_hash(),
            "git_commit": git("rev-parse", "HEAD"),
            "git_changes": bool(git("status", "--porcelain")),
        },
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES},
        "machine": machine(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(UTC) - started).total_seconds(), 3),
    }


def extended() -> dict[str, Any]:
    """The module that the model is extended by, with the hash of its text; nothing where it is as shipped."""
    from sim.extension import extension

    current = extension()
    return {"extended": {"module": current.name, "sha256": current.sha256}} if current else {}


def source_hash(package: str) -> str:
    """Hash of all Python sources of a package."""
    digest = hashlib.sha256()
    home = HOME / package
    for path in sorted(home.rglob("*.py")):
        digest.update(str(path.relative_to(home)).encode() + path.read_bytes())
    return digest.hexdigest()


def program_hash() -> str:
    """Hash of all Python sources that write and read results.

    Where it differs, files may hold other things than this version reads; no number has to be raised by hand for it.
    """
    return hashlib.sha256("".join(map(source_hash, PROGRAM)).encode()).hexdigest()


def way_to_make_again(folder: Path) -> str:
    """What to type to have results of this version; empty where this version made the folder, or nothing says who."""
    try:
        origin = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
        known, command = origin["source"].get("program_hash"), [str(word) for word in origin["command"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ""
    if known == program_hash():
        return ""
    words = " ".join(shlex.quote(word) for word in command if not word.startswith("out="))
    return f"another version of Skranke made the folder, so make the results again: {words} out=FOLDER"


def machine() -> dict[str, Any]:
    """Kind of machine: system, processor, cores."""
    return {
        "platform": platform.platform(),
        "cpu": _cpu(),
        "cpu_count": os.cpu_count(),
        "architecture": platform.machine(),
    }


def git(*arguments: str) -> str | None:
    """What git says of the folder the project stands in; None where there is no git or no repository."""
    if not (HOME / ".git").exists():
        return None
    try:
        done = subprocess.run(["git", *arguments], cwd=HOME, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _cpu() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
