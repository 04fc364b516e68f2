"""Show the compiled code that is kept, or throw it away."""

from datetime import datetime

from experiments.cache.request import CacheRequest
from experiments.cli.text_columns import columns
from sim.code_cache import cache_folder, clear, kept_files, size_of, versions


def cache(request: CacheRequest) -> None:
    """Print what is kept, or how much was thrown away."""
    folder = cache_folder()
    if folder is None or not folder.is_dir():
        print(f"No compiled code is kept: there is no {folder or 'home folder'}.")
    elif request.clear:
        print(f"{clear(folder) / 1e6:.1f} MB of compiled code thrown away from {folder}; the next run compiles anew.")
    else:
        files = kept_files(folder)
        print(f"{sum(map(size_of, files)) / 1e6:.1f} MB of compiled code, {len(files)} files, in {folder}")
        rows = []
        for version in versions(folder):
            used = datetime.fromtimestamp(version.used).strftime("%Y-%m-%d %H:%M")
            rows.append((version.path.stem, str(len(version.functions)), f"{version.size / 1e6:.1f}", used))
        if rows:
            print(columns(("version", "functions", "MB", "last used"), rows))
