"""Offices at rest: the inflow that keeps a setting as it is under the usual policy."""
