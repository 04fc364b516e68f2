"""What a calibration found, as people read it."""

from typing import Any

from experiments.cli.text_columns import print_table

HEADS = ("trial", "target", "observed", "simulated", "95 %", "within")


def print_calibration(summary: dict[str, Any]) -> None:
    """Targets over the accepted sets, then leave-one-out, then how far each parameter is known."""
    n = summary["members"]
    rows = [_row(target) for target in summary["targets"]]
    print_table(f"Fitted targets over {n} accepted parameter sets", HEADS, rows, (2, 3, 4))
    if summary["leave_one_out"]:
        rows = [_row({**target, "simulated": target["foretold"]}) for target in summary["leave_one_out"]]
        print_table("Leave-one-out: foretold by the other fitted trials", HEADS, rows, (2, 3, 4))
    rows = [
        (name.removeprefix("parameters."), *(f"{spread[end]:.3g}" for end in ("low", "median", "high")))
        for name, spread in summary["parameters"].items()
    ]
    print_table("Parameters, 5, 50 and 95 %", ("parameter", "low", "median", "high"), rows, (1, 2, 3))
    if summary["not_fitted"]:
        print(f"not fitted: {', '.join(summary['not_fitted'])}")


def _row(target: dict[str, Any]) -> tuple[str, ...]:
    observed = "" if target["observed"] is None else f"{target['observed']:.3g}"
    span = f"{target['low']:.3g} to {target['high']:.3g}"
    verdict = "yes" if target["within"] else "NO"
    return target["trial"], target["target"], observed, f"{target['simulated']:.3g}", span, verdict
