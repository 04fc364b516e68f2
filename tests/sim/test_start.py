"""What an import of the model brings along: no web, plotting or study library, for a run must start fast."""

import subprocess
import sys

import pytest
from settings import HOME

NEVER = {
    "solara", "ipyvuetify", "altair", "starlette", "tornado", "matplotlib", "SALib", "sklearn", "submitit",
    "distributed", "dask", "hydra", "omegaconf", "jinja2", "pydantic", "polars",
}  # fmt: skip
NOT_YET = NEVER | {"pandas", "pyarrow", "mesa", "rich"}  # a compiled run needs none of these either


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import sim", NOT_YET | {"numba", "numpy"}),
        ("from sim import Scenario", NOT_YET | {"numba"}),
        ("from sim import simulate", NOT_YET),
        ("from sim import FrontLine", NEVER - {"matplotlib", "pydantic"}),  # Mesa's own
        ("import experiments.run.commands", {"numba", "matplotlib", "SALib", "sklearn", "mesa"}),
        ("from experiments.cache.commands import cache", {"numba", "pandas", "matplotlib"}),
    ],
)
def test_an_import_brings_no_more_than_it_needs(code, absent):
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    assert absent & {name.partition(".")[0] for name in done.stdout.split()} == set()


def test_a_run_from_the_command_line_loads_no_linear_algebra_and_python_still_can(tmp_path):
    """SciPy's is a quarter of a second of every start, and nothing that behaviours may use."""
    code = (
        "import sys; from sim.numba_internals import load_without_scipy; load_without_scipy(); import sim.chance; "
        "assert 'scipy.linalg' not in sys.modules; import scipy.linalg; print(scipy.linalg.norm([3.0, 4.0]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "5.0"
