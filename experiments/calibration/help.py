"""What `skranke calibrate --help` says."""

from experiments.calibration.fitted_parameters import marked
from experiments.calibration.request import CalibrationOptions
from experiments.cli.text_columns import columns
from sim.declare import numbers


def usage() -> str:
    """How to calibrate, what can be set, and what is fitted."""
    options = [(f"{one.path}={one.default}", f"{one.meaning} [{one.unit}]") for one in numbers(CalibrationOptions)]
    fitted = [
        (f"parameters.{one.path}", f"{one.fit[0]:g} to {one.fit[1]:g} {one.unit}: {one.meaning}") for one in marked()
    ]
    return f"""Usage: skranke calibrate [NAME=VALUE ...]

  skranke calibrate out=calibration       fit, and write configs/calibrated/ensemble.csv; the same command goes on with
                                          a calibration that was interrupted
  skranke calibrate trials=my_trials ensemble=mine.csv out=mine      fitted to a folder of trials of your own

  fit=[parameters.search.*]     only these of the marked parameters; the others stay as declared
  executor=slurm                who does the runs: local, slurm or dask, as for skranke study

{columns(("setting", "meaning"), options)}

Fitted, within these ranges
{columns(("parameter", "range"), fitted)}
"""
