"""Start the page in a browser: `python -m experiments.mesa_page`; options are those of `solara run`, as --port 8080."""

import importlib.util
import os
import sys

WAY_OUT = "the page needs Solara, which is not installed: pip install 'skranke[viz]'"


def main() -> None:
    """Become Solara's server, which asks nobody else for anything."""
    if importlib.util.find_spec("solara") is None:
        sys.exit(WAY_OUT)
    os.environ.setdefault("SOLARA_TELEMETRY_MIXPANEL_ENABLE", "false")
    command = [sys.executable, "-m", "solara", "run", "experiments.mesa_page.page", "--production", *sys.argv[1:]]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main()
