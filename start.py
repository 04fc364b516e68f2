#!/usr/bin/env python3
"""Set Skranke up beside this file, then run it.

    python3 start.py run [overrides]     the same as `skranke run`; every other verb likewise
    python3 start.py test [arguments]    ruff (check and format), mypy, and pytest with the arguments

Needs Python 3.11 or later and, the first time, a network. Packages go into the folder .venv at the versions and hashes
of the lock files, and again only when a lock file or pyproject.toml changes.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
INSTALLED = ENVIRONMENT / "skranke-installed.json"
LOG = ENVIRONMENT / "skranke-install.log"

# What to install, in order, and its size in MB: a lock file brings its packages, pyproject.toml the project itself.
ALWAYS = {"requirements-build.lock": 10, "requirements.lock": 770, "pyproject.toml": 1}
FOR_VERB = {"test": {"requirements-test.lock": 230}}


class Refused(Exception):
    """A reason to stop, told to the user in one sentence."""


def main(arguments):
    """Set up what the verb needs, then hand over to it; return the exit status."""
    if sys.version_info < (3, 11):
        raise Refused(f"Skranke needs Python 3.11 or later, and this is {sys.version.split()[0]} ({sys.executable}).")
    if not arguments:
        print(__doc__)
        return 0
    set_up(ALWAYS | FOR_VERB.get(arguments[0], {}))
    os.environ["PATH"] = f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"
    if arguments[0] != "test":
        return become([PROGRAMS / "skranke", *arguments])
    os.chdir(HERE)
    say("ruff and mypy first, then the tests.")
    for check in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        status = subprocess.run([PYTHON, "-m", *check]).returncode
        if status:
            return status
    together = ["--dist", "worksteal"]  # tests of a file mostly, so that what they share is made once
    return become([PYTHON, "-m", "pytest", "-n", "2", *together, *arguments[1:]])


def set_up(wanted):
    """Install what is wanted and not yet there; without a network where nothing changed."""
    installed = read_installed()
    missing = [name for name in wanted if installed.get(name) != fingerprint(name)]
    if not missing:
        return
    fresh = not usable()
    if fresh:
        installed, missing = {}, list(wanted)
    size = sum(wanted[name] for name in missing)
    say(f"installing {', '.join(missing)} into {ENVIRONMENT}: up to a minute and {size} MB, this once.")
    if fresh:
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    pip = find_pip()
    LOG.unlink(missing_ok=True)
    for name in missing:
        locked = name.endswith(".lock")
        install(pip, ["--require-hashes", "-r", HERE / name] if locked else ["--no-deps", "--editable", HERE])
        installed[name] = fingerprint(name)
        INSTALLED.write_text(json.dumps(installed, indent=1), encoding="utf-8")
    compile_packages()


def read_installed():
    """What was installed before, as fingerprints by file name; nothing where the environment is gone."""
    try:
        return json.loads(INSTALLED.read_text(encoding="utf-8")) if PYTHON.exists() else {}
    except (FileNotFoundError, ValueError):
        return {}


def fingerprint(name):
    """Hash of a file, of the folder it is in and of the interpreter, so that moving or upgrading installs anew."""
    place = f"{HERE}\n{os.path.realpath(PYTHON)}\n"
    return hashlib.sha256(place.encode() + (HERE / name).read_bytes()).hexdigest()


def usable():
    """Whether .venv holds a Python that starts and is recent enough."""
    return succeeds([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])


def find_pip():
    """The command of pip: the environment's own, unpacked if need be, or that of the Python that runs this file."""
    own = [PYTHON, "-m", "pip"]
    if succeeds([*own, "--version"]) or succeeds([PYTHON, "-m", "ensurepip"]):
        return own
    if succeeds([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    raise Refused(f"there is no pip for {sys.executable}; install it (Debian, Ubuntu: python3-pip) and try again.")


def install(pip, what):
    """Let pip install, its words to the log; builds use the locked setuptools, not one fetched for the occasion."""
    options = ["--no-user", "--no-input", "--no-compile", "--no-build-isolation", "--use-pep517"]
    with LOG.open("ab") as log:
        status = subprocess.run([*pip, "install", *options, *what], stdout=log, stderr=log).returncode
    if status:
        errors = [line for line in LOG.read_text(encoding="utf-8", errors="replace").splitlines() if "ERROR" in line]
        reason = errors[-1].strip() if errors else f"it ended with status {status}"
        raise Refused(f"pip could not install {what[-1]} ({reason}); is there a network? Its words are in {LOG}.")


def compile_packages():
    """Byte-compile what was installed, except its tests: on all cores, so faster and smaller than pip would."""
    succeeds([PYTHON, "-m", "compileall", "-q", "-j", "0", "-x", r"[\\/]tests?[\\/]", ENVIRONMENT / "lib"])


def succeeds(command):
    """Whether a command exists and ends well; its output is dropped."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def become(command):
    """Replace this process by a command, so that signals reach it; Windows cannot, and waits for it instead."""
    if os.name != "nt":
        os.execv(command[0], [str(word) for word in command])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(command).returncode


def say(sentence):
    """Tell the user, at once, on the error stream: the output belongs to the verb."""
    print(f"start.py: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("stopped.")
        sys.exit(130)
    except (Refused, OSError) as reason:
        say(reason)
        sys.exit(1)
