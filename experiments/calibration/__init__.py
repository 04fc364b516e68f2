"""The model held against published experiments: parameters fitted, an ensemble kept (docs/calibration.md)."""
