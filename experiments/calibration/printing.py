"""What a calibration found, as people read it."""

from typing import Any

from experiments.cli.text_columns import print_table

HEADS = ("trial", "target", "observed", "simulated", "95 %", "within")


def print_calibration(said: dict[str, Any]) -> None:
    """Targets over the accepted sets, then leave-one-out, then how far each parameter is known."""
    n = said["members"]
    rows = [_row(one) for one in said["targets"]]
    print_table(f"Fitted targets over {n} accepted parameter sets", HEADS, rows, (2, 3, 4))
    if said["leave_one_out"]:
        rows = [_row({**one, "simulated": one["foretold"]}) for one in said["leave_one_out"]]
        print_table("Leave-one-out: foretold by the other fitted trials", HEADS, rows, (2, 3, 4))
    rows = [
        (name.removeprefix("parameters."), *(f"{spread[end]:.3g}" for end in ("low", "median", "high")))
        for name, spread in said["parameters"].items()
    ]
    print_table("Parameters, 5, 50 and 95 %", ("parameter", "low", "median", "high"), rows, (1, 2, 3))
    if said["not_fitted"]:
        print(f"not fitted: {', '.join(said['not_fitted'])}")


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    observed = "" if one["observed"] is None else f"{one['observed']:.3g}"
    span = f"{one['low']:.3g} to {one['high']:.3g}"
    verdict = "yes" if one["within"] else "NO"
    return one["trial"], one["target"], observed, f"{one['simulated']:.3g}", span, verdict
