"""What `skranke calibrate --help` says."""

from experiments.calibration.fitted_parameters import fitted_parameters
from experiments.calibration.request import CalibrationOptions
from experiments.cli.text_columns import columns
from sim.declare import numbers


def usage() -> str:
    """How to calibrate, what can be set, and what is fitted."""
    options = [
        (f"{number.path}={number.default}", f"{number.meaning} [{number.unit}]")
        for number in numbers(CalibrationOptions)
    ]
    fitted = [
        (f"parameters.{number.path}", f"{number.fit[0]:g} to {number.fit[1]:g} {number.unit}: {number.meaning}")
        for number in fitted_parameters()
    ]
    return f"""Usage: skranke calibrate [NAME=VALUE ...]

  skranke calibrate out=calibration       fit, and write configs/calibrated/ensemble.csv; the same command goes on with
                                          a calibration that was interrupted
  skranke calibrate trials=my_trials ensemble=mine.csv out=mine      fitted to a folder of trials of your own
  skranke calibrate inflow=true ensemble=mine.csv out=inflow         solve the inflow of sets that are there, no more

  fit=[parameters.search.*]     only these of the marked parameters; the others stay as declared
  executor=slurm                who does the runs: local, slurm or dask, as for skranke study

{columns(("setting", "meaning"), options)}

Fitted, within these ranges
{columns(("parameter", "range"), fitted)}
"""
