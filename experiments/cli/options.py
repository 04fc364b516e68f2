"""What there is to choose: groups, the options of a group, and the files of `configs/` that hold them."""

from pathlib import Path

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
GROUP_MEANINGS = {
    "office": "the setting: how large the office is",
    "labour_market": "the setting: how many vacancies for each unemployed person",
    "policy": "a whole policy: options of the groups below, chosen together",
    "standardization": "how far the service is the same for everybody",
    "individualization": "how far the service is fitted to the person",
    "channel": "channel strategy (kanalstrategi): which doors are open, and where people are sent",
    "organisation": "how the office divides, steers and develops its work",
    "shock": "what hits the office or the market at a week",
}
USUAL = {"office": "large", "labour_market": "normal", "policy": "baseline", "shock": "none", "executor": "local"}


def options(group: str) -> list[str]:
    """The options of a group, the default first."""
    names = sorted(path.stem for path in (CONFIGS / group).glob("*.yaml"))
    return sorted(names, key=lambda name: name != USUAL.get(group, "usual"))


def why(group: str, name: str, config_dir: str | None = None) -> str:
    """The comment at the head of an option's file, in a folder of one's own or in `configs/`: why it is there."""
    files = [folder / group / f"{name}.yaml" for folder in (*([Path(config_dir)] if config_dir else []), CONFIGS)]
    path = next((file for file in files if file.exists()), None)
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    comments = (line for line in lines if line.startswith("# ") and not line.startswith("# @package"))
    return next(comments, "").removeprefix("# ")
