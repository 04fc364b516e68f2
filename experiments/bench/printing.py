"""The figures of a bench as they are printed."""

from typing import Any


def figures_printed(figures: dict[str, Any]) -> str:
    """Nanoseconds a jobseeker-week of each way to run the model, and what the floor is made of."""
    floor, needs = figures["floor_items_ns"], figures["needs"]
    return f"""One office, {figures["jobseeker_weeks"]} jobseeker-weeks, the same in every line; least of several times.

                                        ns a jobseeker-week
  (a) Mesa agents                       {figures["mesa_ns"]:12.0f}   ({figures["mesa_ns"] / 1000:.1f} µs)
  (b) compiled, one thread              {figures["compiled_ns"]:12.0f}
  (c) compiled, {figures["threads"]} threads               {figures["compiled_all_threads_ns"]:12.0f}
  (d) the machine's floor               {figures["floor_ns"]:12.0f}
        reading {needs["fields_read"]:5.1f} fields             {floor["reading"]:12.1f}
        writing {needs["fields_written"]:5.1f} fields             {floor["writing"]:12.1f}
        {needs["draws"]:5.2f} draws                     {floor["draws"]:12.1f}
        {needs["exponentials"]:5.2f} exponentials              {floor["exponentials"]:12.1f}

  Mesa over compiled      {figures["mesa_over_compiled"]:8.1f}
  compiled over floor     {figures["compiled_over_floor"]:8.2f}
  threads over one        {figures["threads_over_one"]:8.2f}
  seconds to the first week of a second start {figures["start_seconds"]:6.2f}"""
