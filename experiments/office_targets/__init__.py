"""Office targets: published figures of an office at rest, and what a run under the usual policy has of each."""
