"""What `skranke cache --help` says."""


def usage() -> str:
    """What is kept, where, and how it is cleared."""
    return """Usage: skranke cache [clear]

  skranke cache         where compiled code is kept, which versions of the model there are and when each was used last
  skranke cache clear   throws all of it away; the next run compiles anew, in about a minute

The model is compiled once for each version of its text, of Python, Numba and NumPy, and for each replacement. Versions
used longest ago go by themselves when there are more than 100 MB. SKRANKE_CACHE_DIR names another folder."""
