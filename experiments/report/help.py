"""What `skranke report --help` says."""

from experiments.report.request import PAGE


def usage() -> str:
    """Which folder, where the page goes, and what it is like."""
    return f"""Usage: skranke report FOLDER [out=FILE.html] [exclude=true] [show=all]

  FOLDER          a results folder of run (one or several side by side), compare, study, trial or validate
  out=FILE.html   where the page is written; otherwise FOLDER/{PAGE}
  exclude=true    of a study: leave out the blocks of runs that failed, are missing or undefined; the page says which
  show=all        nothing is folded away, and of run and compare each panel is a file that fills a slide, in panels/
                  beside the page

The page holds everything: figures are inside, it needs no network and no script, and it prints well."""
