"""What a calibration found, as people read it."""

from typing import Any

from analysis.language import decimal_mark, text
from analysis.trial_wording import within_text
from experiments.cli.text_columns import print_table


def print_calibration(summary: dict[str, Any]) -> None:
    """Targets over the accepted sets, then leave-one-out, then how far each parameter is known."""
    n = summary["members"]
    heads = (text("trial"), text("target"), text("observed"), text("simulated"), "95 %", text("within"))
    rows = [_row(target) for target in summary["targets"]]
    print_table(text("Fitted targets over {n} accepted parameter sets", n=n), heads, rows, (2, 3, 4))
    if summary["leave_one_out"]:
        rows = [_row({**target, "simulated": target["foretold"]}) for target in summary["leave_one_out"]]
        print_table(text("Leave-one-out: foretold by the other fitted trials"), heads, rows, (2, 3, 4))
    print_parameters(summary["parameters"])
    if summary["not_fitted"]:
        print(text("not fitted: {targets}", targets=", ".join(summary["not_fitted"])))


def print_parameters(parameters: dict[str, dict[str, float]]) -> None:
    """How far each parameter is known."""
    rows = [
        (name.removeprefix("parameters."), *(_number(spread[end]) for end in ("low", "median", "high")))
        for name, spread in parameters.items()
    ]
    ends = (text("parameter"), text("low"), text("median"), text("high"))
    print_table(text("Parameters, 5, 50 and 95 %"), ends, rows, (1, 2, 3))


def _row(target: dict[str, Any]) -> tuple[str, ...]:
    observed = "" if target["observed"] is None else _number(target["observed"])
    span = text("{low} to {high}", low=_number(target["low"]), high=_number(target["high"]))
    simulated = _number(target["simulated"])
    return target["trial"], target["target"], observed, simulated, span, within_text(target["within"])


def _number(value: float) -> str:
    return decimal_mark(f"{value:.3g}")
