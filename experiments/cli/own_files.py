"""Files of the user's own: `--config-dir FOLDER` lets policies, settings and studies of one's own stand beside ours.

A plain file works as one writes it first: without `# @package _global_`, with an option named as
`channel: digital_first`, in `defaults` or not.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.plugins import Plugins
from hydra.plugins.config_source import ConfigResult
from hydra.plugins.search_path_plugin import SearchPathPlugin
from omegaconf import DictConfig, OmegaConf

from experiments.cli.extension import WORD, extend_by
from experiments.cli.options import options
from experiments.cli.overrides import check_number
from experiments.cli.refusal import Refused
from experiments.cli.renamed import RENAMED, renamed
from experiments.cli.schema import GROUPS, Schema, written_numbers
from experiments.cli.text_files import read_text, read_yaml
from sim.declare import nearest

WHOLE = ("policy", "study")  # groups whose files set what stands in other groups
HEADINGS = (*GROUPS, "parameters")
AS_WRITTEN = ("changes", "replace")  # their names are no numbers of the configuration
SCHEME = "own"


class OwnFolder(SearchPathPlugin):
    """Puts the user's own folder before `configs/`."""

    folder: ClassVar[Path | None] = None

    def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
        """Put the folder first."""
        if self.folder is not None:
            search_path.prepend("own folder", f"{SCHEME}://{self.folder}")


def make_own_files_known() -> None:
    """Tell Hydra of folders and files of the user's own."""
    from hydra._internal.core_plugins.file_config_source import FileConfigSource

    class OwnFiles(FileConfigSource):
        """Files of a folder, read leniently."""

        @staticmethod
        def scheme() -> str:
            """How a folder of such files is named."""
            return SCHEME

        def load_config(self, config_path: str) -> ConfigResult:
            """One file; Refused where it cannot be read."""
            path = Path(self.path, self._normalize_file_name(config_path))
            text, config = read_text(path), read_yaml(path)
            header = self._get_header_dict(text)
            if not isinstance(config, DictConfig) or (config and ":" not in text):
                raise Refused(f"{path} is no list of names with values; write NAME: VALUE, as in channel: open_doors")
            extend_by([f"{WORD}{config['extend']}"] if "extend" in config else [])  # before its own names are looked up
            group = config_path.partition("/")[0]
            if header.get("package") is None and _sets_others(group, config):
                header["package"] = "_global_"
            if group in GROUPS:
                config = _as_hydra_reads(path, config, "" if header.get("package") == "_global_" else f"{group}.")
            elif group == "study" and isinstance(config.get("executor"), str):
                way_out = f"write executor=NAME after study, one of {', '.join(options('executor'))}"
                raise Refused(f"{path}: executor is {config.executor!r}; {way_out}")
            return ConfigResult(config=config, path=str(path), provider=self.provider, header=header)

    Plugins.instance().register(OwnFolder)
    Plugins.instance().register(OwnFiles)


def _sets_others(group: str, config: DictConfig) -> bool:
    """Whether a file speaks of the whole configuration, and not of its group alone."""
    return group in WHOLE or any(str(name).partition(".")[0] in Schema.__dataclass_fields__ for name in config)


def _as_hydra_reads(path: Path, config: DictConfig, prefix: str) -> DictConfig:
    """The same file with its names nested and the options that it names chosen; Refused for what it cannot set."""
    plain: dict[Any, Any] = dict(OmegaConf.to_container(config))  # type: ignore[arg-type]
    defaults = plain.pop("defaults", None) or []
    if not isinstance(defaults, list):
        defaults = [{name: option} for name, option in defaults.items()] if isinstance(defaults, dict) else [defaults]
    if not prefix:
        defaults += [{name: plain.pop(name)} for name in GROUPS if isinstance(plain.get(name), str)]
    made: dict[str, Any] = {"defaults": [_override(path, entry) for entry in defaults]} if defaults else {}
    for name, value in _flat(plain):
        if value is None and prefix + name in HEADINGS:
            continue  # nothing stands under it
        _check_entry(path, prefix + name, value)
        *outer, last = name.split(".") if name.partition(".")[0] not in AS_WRITTEN else [name]
        holder = made
        for part in outer:
            holder = holder.setdefault(part, {})
        holder[last] = value
    return OmegaConf.create(made)


def _flat(plain: dict[Any, Any], outer: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its dotted name, however names were nested."""
    for name, value in plain.items():
        if isinstance(value, dict) and outer + str(name) not in AS_WRITTEN:
            yield from _flat(value, f"{outer}{name}.")
        else:
            yield f"{outer}{name}", value


def _check_entry(path: Path, name: str, value: Any) -> None:
    """Raise Refused, naming the file, for a name that there is not or a value that is not allowed."""
    outer, _, inner = name.rpartition(".")
    if name == "changes" and not isinstance(value, list):
        raise Refused(f"{path}: changes is {value!r}; it must be a list, as `skranke run --help changes` shows")
    if name == "replace" and not isinstance(value, dict):
        raise Refused(f"{path}: replace is {value!r}; write replace: {{BEHAVIOUR: my_module.my_function}}")
    if name in (*AS_WRITTEN, "backend", "extend") or isinstance(value, str) and "${" in value:
        return
    if name in RENAMED:
        raise Refused(f"{path}: {renamed(name, str(value))}")
    if name in GROUPS:
        raise Refused(f"{path}: {name} is {value!r}; name an option, one of {', '.join(options(name))}, or its numbers")
    if inner.isdecimal() and outer:
        raise Refused(f"{path}: {outer} has {inner}, which is no name; decimals take a point, as in 6.{inner}")
    if name not in written_numbers():
        near = nearest(name, written_numbers())
        raise Refused(f"{path}: there is no {name!r}{near}; `skranke run --help levers` lists them all")
    try:
        check_number(name, value)
    except Refused as problem:
        raise Refused(f"{path}: {problem}") from None


def _override(path: Path, entry: Any) -> Any:
    """An entry of `defaults` that chooses another option than the usual one."""
    if entry == "_self_":
        return entry
    if isinstance(entry, dict) and len(entry) == 1:
        ((name, option),) = entry.items()
        group = str(name).removeprefix("override").strip().removeprefix("/")
        if group in GROUPS:
            return {f"override /{group}": option}
    raise Refused(f"{path}: defaults has {entry!r}; write GROUP: OPTION, as in defaults: [channel: digital_first]")
