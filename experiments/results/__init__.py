"""The results folder: files that are whole or not there, tables, provenance, progress and interruption."""
