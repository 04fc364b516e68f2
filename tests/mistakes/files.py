"""Mistakes in files and folders: what people save, name and hand over and did not mean."""

from dataclasses import dataclass
from pathlib import Path

from tests.mistakes.judging import Mistake, Prepare
from tests.mistakes.kinds import Draw, kind, misspelt
from tests.mistakes.words import SCENARIOS, number, typed, verb_of

POLICY = "channel: {drop_in_hours: 6}\n"
STUDY = "method: grid\nvary: [{channel.drop_in_hours: [0, 6]}]\noutcomes: [coping]\nbase: [office=small, weeks=20]\n"
FUNCTION_STUDY = """method: sobol
target: my_function.measured
samples: 8
replicates: 1
vary: [{a: [0, 1]}, {b: [0, 1]}]
executor: {kind: local, workers: 1}
"""
FUNCTION = "def measured(parameters, seed):\n    return {'y': parameters['a'] + 2 * parameters['b']}\n"
TRIAL = """id: mine
title: t
citation: c
design: d
country: foreign
role: held_out
role_because: r
setting: {office.jobseekers: 120, labour_market.employers: 20}
arms:
  control: {level: person, share: 0.5}
  treated: {level: person, share: 0.5, changes: [{levers: {organisation.job_focus: 1.0}}]}
outcomes:
  work: {after: 12, mean: weeks_employed}
targets:
  - {name: work, estimator: difference, outcome: work, arms: [treated, control], observed: 1.0, standard_error: 0.5,
     accept: implausibility}
"""
OFFICE = """id: mine
title: t
role: held_out
role_because: r
run: {office: small, weeks: 104}
quantities: {posts: hours_contracted / 37.5}
targets:
  - {name: load, of: seeking / posts, take: farthest_year, unit: persons, observed: 30, accept: {within: 9}, grade: C,
     source: s}
"""
NOT_UTF8 = ("latin-1", "utf-16", "utf-32")


@dataclass(frozen=True)
class Written:
    """Files written in the folder where something is typed: name and content of each."""

    files: tuple[tuple[str, str | bytes], ...]

    def __call__(self, folder: Path) -> None:
        """Write them."""
        for name, content in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def file(name: str, content: str | bytes) -> Written:
    """One file."""
    return Written(((name, content),))


def saved_wrongly(draw: Draw, text: str) -> bytes:
    """A text in another encoding, or no text at all."""
    if draw.random() < 0.25:
        return bytes(draw.randrange(256) for _ in range(300)) + b"\xff\x00"
    return (f"# Åpningstid på skranken, {draw.randrange(999)}\n" + text).encode(draw.choice(NOT_UTF8))


def not_yaml(draw: Draw, text: str) -> str:
    """A text with a slip that makes it no YAML."""
    return draw.choice([
        text.replace(": ", ":\n\t", 1), text + "  - : [\n", text.replace("}", "", 1) + "a: b: c\n", "{" + text,
        text + '"\n', text + "\tweeks: 3\n", "%\n" + text, text + "@me: 3\n",
    ])  # fmt: skip


def from_file(verb: str, *words: str, named: tuple[str, ...], prepare: Prepare) -> Mistake:
    """A mistake of a file that words after a verb name."""
    made = typed(verb, *words, named=named, needs=verb not in ("study", "trial", "validate", "report"))
    return Mistake("", made.words, named, prepare)


def own_policy(draw: Draw, content: str | bytes, named: str = "") -> Mistake:
    """A policy of one's own, asked for; the file is named where nothing else is."""
    name = draw.choice(["mine", "min_policy", "pilot"])
    verb = draw.choice(["run", "bench", "compare"])
    word = f"policies=[baseline,{name}]" if verb == "compare" else f"policy={name}"
    return Mistake("", (verb, "--config-dir", ".", word), (named or name,), file(f"policy/{name}.yaml", content))


@kind("a policy file that is no text in UTF-8")
def _(draw: Draw) -> Mistake:
    return own_policy(draw, saved_wrongly(draw, POLICY))


@kind("a policy file that is no YAML")
def _(draw: Draw) -> Mistake:
    return own_policy(draw, not_yaml(draw, POLICY))


@kind("a policy file with a wrong name")
def _(draw: Draw) -> Mistake:
    theme, _, last = number(draw, "run").path.rpartition(".")
    wrong = misspelt(draw, last)
    text, named = draw.choice([
        (f"channel: {{{misspelt(draw, 'drop_in_hours')}: 6}}\n", "channel."),
        (f"{theme or 'weeks'}.{wrong}: 1\n", wrong), ("drop_in_hours: 6\n", "drop_in_hours"),
        (f"{misspelt(draw, 'channel')}: {{drop_in_hours: 6}}\n", "drop_in_hours"), ("life: mesa\n", "life"),
        ("6: channel\n", "6"), ("åpningstid: 6\n", "åpningstid"), ("Channel: {video: 1}\n", "Channel"),
        ("policy: {channel: {video: 1}}\n", "policy"), ("levers: {channel.video: 1}\n", "levers"),
    ])  # fmt: skip
    return own_policy(draw, text, named)


@kind("a policy file with a wrong value")
def _(draw: Draw) -> Mistake:
    text, named = draw.choice([
        ("channel: {drop_in_hours: 6,5}\n", "drop_in_hours"), ("channel:\n  drop_in_hours: 6,5\n", "drop_in_hours"),
        ("channel: {drop_in_hours: 60}\n", "drop_in_hours"), ("channel: {drop_in_hours: -1}\n", "drop_in_hours"),
        ("channel: {drop_in_hours: six}\n", "drop_in_hours"), ("channel: {video: 50}\n", "video"),
        ("channel: {video: 50%}\n", "video"), ("channel: {video: [1]}\n", "video"), ("channel: {video:}\n", "video"),
        ("channel: digital_frist\n", "digital_frist"), ("channel: 6\n", "channel"),
        ("channel: [digital_first]\n", "channel"), ("weeks: 0\n", "weeks"), ("seed: one\n", "seed"),
        ("backend: numba\n", "numba"), ("defaults: [digital_first]\n", "digital_first"),
        ("defaults: [chanel: usual]\n", "chanel"), ("changes: 3\n", "changes"),
        ("replace: {hold_tak: math.exp}\n", "hold_tak"), ("ensemble: 7\n", "ensemble"),
        ("channel: {video: 1}\nchannel: {video: 0}\n", "channel"), ("- channel\n", ""), ("channel\n", ""),
    ])  # fmt: skip
    return own_policy(draw, text, named)


@kind("a setting or group file with a mistake")
def _(draw: Draw) -> Mistake:
    group, text, named = draw.choice([
        ("office", "jobseeker: 300\n", "jobseeker"), ("office", "jobseekers: many\n", "jobseekers"),
        ("office", "jobseekers: -3\n", "jobseekers"), ("office", "office: {jobseekers: 3.5}\n", "jobseekers"),
        ("channel", "drop_in_hour: 3\n", "drop_in_hour"), ("channel", "drop_in_hours: 3,5\n", "drop_in_hours"),
        ("shock", "recession_week: soon\n", "recession_week"), ("labour_market", "employers: []\n", "employers"),
        ("organisation", "strategy: TRAIN\n", "strategy"), ("standardization", "defaults: [usual]\n", "usual"),
        ("individualization", "caseload: null\n", "caseload"),
    ])  # fmt: skip
    verb = verb_of(draw, "run", "bench", "compare")
    words = ("--config-dir", "mine", f"{group}=ours")
    return from_file(verb, *words, named=(named,), prepare=file(f"mine/{group}/ours.yaml", text))


@kind("a study file with a mistake")
def _(draw: Draw) -> Mistake:
    text, named = draw.choice([
        (STUDY.replace("method", "methd"), "methd"), (STUDY.replace("grid", "gird"), "gird"),
        (STUDY.replace("vary", "varies"), "varies"), (STUDY.replace("drop_in_hours", "drop_in_hour"), "drop_in_hour"),
        (STUDY.replace("coping", "copping"), "copping"), (STUDY.replace("office=small", "office=smal"), "smal"),
        (STUDY.replace("weeks=20", "weeks=0"), "weeks"),
        (STUDY.replace("[0, 6]", "[6, 0]").replace("grid", "sobol"), "drop_in_hours"),
        (STUDY.replace("[0, 6]", "[0, 600]"), "drop_in_hours"), (STUDY.replace("[0, 6]", "0"), "drop_in_hours"),
        (STUDY + "samples: many\n", "samples"), (STUDY + "samples: -8\n", "samples"),
        (STUDY + "replicates: 0\n", "replicates"), (STUDY + "replicates: 2,5\n", "replicates"),
        (STUDY + "unit_seconds: 3\n", "unit_seconds"), (STUDY + "target: nowhere.f\n", "nowhere"),
        (STUDY + "points: nothing.csv\n", "points"), (STUDY + "seed: one\n", "seed"),
        (STUDY.replace("[{channel.drop_in_hours: [0, 6]}]", "channel.drop_in_hours"), "vary"),
        (STUDY.replace("base: [office=small, weeks=20]", "base: office=small"), "base"),
        (STUDY.replace("[coping]", "coping"), "outcomes"), ("method: sobol\n", "vary"), ("", "vary"),
        ("- method\n", "mine"), ("vary: 3\n", "vary"), (STUDY + "executor: lokal\n", "lokal"),
    ])  # fmt: skip
    return from_file("study", "--config-dir", ".", "study=mine", named=(named,), prepare=file("study/mine.yaml", text))


@kind("a study file that is no text or no YAML")
def _(draw: Draw) -> Mistake:
    content = draw.choice([saved_wrongly(draw, STUDY), not_yaml(draw, STUDY)])
    return from_file(
        "study", "--config-dir", ".", "study=mine", named=("mine",), prepare=file("study/mine.yaml", content)
    )


@kind("settings of a study and its executor")
def _(draw: Draw) -> Mistake:
    word, named = draw.choice([
        ("study=screning", "screning"), ("study=Screening", "Screening"), ("study=", "study"),
        ("method=moris", "moris"), ("samples=0,5", "samples"), ("samples=lots", "samples"),
        ("replicates=-1", "replicates"), ("executor=slrum", "slrum"), ("executor=Local", "Local"),
        ("executor.workers=-1", "workers"), ("executor.workers=two", "workers"), ("executor.minuts=3", "minuts"),
        ("outcomes=[employd]", "employd"), ("vary=[chanel.video]", "chanel.video"), ("until=0,5pp", "until"),
        ("at_most=few", "at_most"), ("fresh=-2", "fresh"), ("levels=3", "levels"),
        ("checkpoint_seconds=-1", "checkpoint_seconds"), ("unit_seconds=30", "unit_seconds"), ("target=f", "target"),
        ("groups=3", "groups"), ("second_order=maybe", "second_order"), ("points=x.csv", "points"),
    ])  # fmt: skip
    needed = () if word.startswith("study=") else ("study=screening",)
    return from_file("study", *needed, word, named=(named,), prepare=file("x", ""))


@kind("a table of points with a mistake")
def _(draw: Draw) -> Mistake:
    table = "channel.drop_in_hours,channel.video\n6,0.5\n3,0.2\n"
    content, named = draw.choice([
        (table.replace("video", "vidoe"), "vidoe"), (table.replace(",", ";"), "points"),
        (table.replace("0.5", "0,5"), "points"), (table.replace("0.5", "half"), "video"),
        (table.replace("0.5", "50"), "video"), (table.replace("0.5", ""), "video"), ("", "points"),
        (table.splitlines()[0], "points"), ("åpent\n3\n".encode("latin-1"), "points"), (b"\x00\xff\x00PAR1", "points"),
        (table.encode("utf-16"), "points"), ("6,0.5\n3,0.2\n", "6"),
        (table.replace("channel.video", "channel.drop_in_hours"), "drop_in_hours"),
    ])  # fmt: skip
    text = "method: table\npoints: points.csv\noutcomes: [coping]\nbase: [office=small, weeks=20]\n"
    prepare = Written((("study/mine.yaml", text), ("points.csv", content)))
    return from_file("study", "--config-dir", ".", "study=mine", named=(named, "points", "point 1"), prepare=prepare)


@kind("a trial file with a mistake")
def _(draw: Draw) -> Mistake:
    old, new, named = draw.choice([
        ("title", "titel", "titel"), ("held_out", "held-out", "held-out"),
        ("country: foreign", "country: sweden", "sweden"),
        ("office.jobseekers", "office.jobseeker", "office.jobseeker"), ("120", "many", "office.jobseekers"),
        ("0.5}", "0,5}", "share"), ("share: 0.5, changes", "share: 50, changes", "share"),
        ("job_focus", "job_fokus", "job_fokus"), ("1.0}}", "10}}", "job_focus"),
        ("level: person, share: 0.5}", "level: persons, share: 0.5}", "persons"),
        ("weeks_employed", "weeks_employd", "weeks_employd"),
        ("estimator: difference", "estimator: diference", "diference"),
        ("[treated, control]", "[treated, controls]", "controls"), ("observed: 1.0", "observed: 1,0", "observed"),
        ("0.5,\n", "-0.5,\n", "standard_error"), ("implausibility", "implausible", "implausible"),
        ("after: 12", "after: soon", "after"), ("id: mine", "id: yours", "yours"), ("citation: c\n", "", "citation"),
        ("targets:", "target:", "target"), ("outcome: work", "outcome: wrok", "wrok"),
    ])  # fmt: skip
    prepare = file("mine/mine.yaml", TRIAL.replace(old, new, 1))
    return from_file(verb_of(draw, "trial", "validate"), "trials=mine", named=(named,), prepare=prepare)


@kind("a file of office targets with a mistake")
def _(draw: Draw) -> Mistake:
    old, new, named = draw.choice([
        ("title", "titel", "titel"), ("held_out", "held-out", "held-out"), ("id: mine", "id: yours", "yours"),
        ("office: small", "ofice: small", "ofice"), ("office: small", "office: smal", "smal"),
        ("weeks: 104", "weeks: 100", "weeks"), ("weeks: 104", "weeks: 104, seed: 3", "seed"),
        ("hours_contracted", "hours_contractd", "hours_contractd"), ("seeking / posts", "seeking / post", "post"),
        ("seeking / posts", "outcomes.talkz", "talkz"), ("seeking / posts", "seeking // posts", "//"),
        ("seeking / posts", "seeking : posts", "mine.yaml"), ("seeking / posts", "52", "of"),
        ("farthest_year", "farthest_yr", "farthest_yr"), ("observed: 30", "observed: thirty", "observed"),
        ("within: 9", "within: nine", "accept"), ("{within: 9}", "9", "accept"), ("within: 9", "witin: 9", "accept"),
        ("grade: C", "grade: E", "grade"), ("     source: s}", "     sorce: s}", "sorce"),
        ("targets:", "target:", "target"),
    ])  # fmt: skip
    prepare = file("mine/mine.yaml", OFFICE.replace(old, new, 1))
    return from_file(verb_of(draw, "trial", "validate"), "trials=mine", named=(named,), prepare=prepare)


@kind("trial files that cannot be read or are not there")
def _(draw: Draw) -> Mistake:
    words, content, named = draw.choice([
        (("trials=mine",), saved_wrongly(draw, TRIAL), "mine.yaml"),
        (("trials=mine",), not_yaml(draw, TRIAL), "mine.yaml"), (("trials=mine",), "", "mine.yaml"),
        (("trials=mine",), "- a\n", "mine.yaml"), (("trials=mine",), "title\n", "mine.yaml"),
        (("trials=mine/mine.yaml",), TRIAL, "mine.yaml"), (("trials=nowhere",), TRIAL, "nowhere"),
        (("trials=",), TRIAL, "trials"), (("trials=.",), TRIAL, "."), (("trials=mine", "yours"), TRIAL, "yours"),
        (("k1",), TRIAL, "k1"), (("K1,", "K2"), TRIAL, "K1,"), (("K13",), TRIAL, "K13"),
        (("K1.yaml",), TRIAL, "K1.yaml"), (("mine/mine.yaml",), TRIAL, "mine/mine.yaml"), (("K",), TRIAL, "K"),
        (("patterns=perhaps",), TRIAL, "patterns"), (("all",), TRIAL, "all"),
    ])  # fmt: skip
    return from_file(
        verb_of(draw, "trial", "validate"), *words, named=(named,), prepare=file("mine/mine.yaml", content)
    )


@kind("changes")
def _(draw: Draw) -> Mistake:
    text, named = draw.choice([
        ("3", "changes"), ("{from_week: 3}", "changes"), ("[{from_wek: 3, levers: {channel.video: 1}}]", "from_wek"),
        ("[{from_week: 3, levers: {channel.vido: 1}}]", "channel.vido"),
        ("[{from_week: 3, levers: {channel.video: 50}}]", "channel.video"),
        ("[{from_week: 900, levers: {channel.video: 1}}]", "from_week"), ("[{from_week: 3}]", "from_week"),
        ("[3]", "3"), ("[{share: 50, levers: {channel.video: 1}}]", "share"),
        ("[{level: persons, share: 0.5, levers: {channel.video: 1}}]", "persons"),
        ("[{level: office, levers: {channel.video: 1}}]", "who"),
        ("[{level: office, who: 0, levers: {channel.video: 1}}]", "who"),
        ("[{level: office, who: [-1], levers: {channel.video: 1}}]", "who"),
        ("[{for_weeks: 0, levers: {channel.video: 1}}]", "for_weeks"), ("[{levers: 3}]", "levers"),
        ("[{share: 0.5, fields: {belif: 0.3}}]", "belif"),
        ("[{share: 0.5, whom: {agee: 3}, levers: {channel.video: 1}}]", "agee"),
        ("[{share: 0.5, levers: {office.jobseekers: 3}}]", "office.jobseekers"),
        ("[{from_week: 1.5, levers: {channel.video: 1}}]", "from_week"),
        ("[{share: 0.5, levers: {channel.drop_in_hours: 6}}]", "drop_in_hours"),
        ("[{share: 0,5, levers: {channel.video: 1}}]", "5"),
        ("[{level: office, who: [700], levers: {channel.video: 1}}]", "700"),
        ("[{from_week: 3, levers: {channel.video: null}}]", "video"),
    ])  # fmt: skip
    return typed(verb_of(draw, "run", "bench", "compare"), f"changes={text}", named=(named,))


@kind("functions in the place of behaviours")
def _(draw: Draw) -> Mistake:
    text = "import math\nx = 3\n\n\ndef mine(jobseeker):\n    return 0.0\n"
    chance = text.replace("math", "random").replace("0.0", "random.random()")
    word, content, named = draw.choice([
        ("hold_tak=my_rules.mine", text, "hold_tak"), ("hold_talk=my_rules.mien", text, "mien"),
        ("hold_talk=my_rule.mine", text, "my_rule"), ("hold_talk=mine", text, "mine"),
        ("hold_talk=my_rules.mine", text, "hold_talk"), ("hold_talk=my_rules.x", text, "x"),
        ("hold_talk=my_rules:mine", text, "my_rules:mine"), ("hold_talk=my_rules.py", text, "my_rules"),
        ("hold_talk=", text, "hold_talk"),
        ("health_barrier=my_rules.mine", "import nothing_of_the_kind\n", "nothing_of_the_kind"),
        ("hold_talk=3", text, "hold_talk"), ("health_barrier=my_rules.mine", "def mine(:\n", "my_rules"),
        ("health_barrier=my_rules.mine", "1 / 0\n", "my_rules"),
        ("health_barrier=my_rules.mine", "# å\n".encode("latin-1"), "my_rules"),
        ("Health_barrier=my_rules.mine", text, "Health_barrier"),
        ("health_barrier=my_rules.mine", chance, "health_barrier"),
        ("health_barrier=./my_rules.py", text, "my_rules"),
        ("health_barrier=my_rules.mine", "raise SystemExit(3)\n", "my_rules"),
    ])  # fmt: skip
    words = [f"replace.{word}", "office=small"]
    return from_file("run", *words, named=(named,), prepare=file("my_rules.py", content))


@kind("words of compare")
def _(draw: Draw) -> Mistake:
    words, named = draw.choice([
        (("policies=baseline",), "policies"), ((), "policies"), (("policies=",), "policies"),
        (("policies=[baseline,ipss]",), "ipss"), (("policies=baseline;ips",), "policies"),
        (("policies=[baseline,ips]", "until=0,5pp"), "until"), (("policies=[baseline,ips]", "until=5"), "until"),
        (("policies=[baseline,ips]", "until=contacts:1pp"), "contacts"),
        (("policies=[baseline,ips]", "until=contcts:1"), "contcts"),
        (("policies=[baseline,ips]", "until=1pp", "at_most=3"), "at_most"),
        (("policies=[baseline,ips]", "at_most=30"), "at_most"), (("policies=[baseline,ips]", "people=alle"), "people"),
        (("policies=[baseline,ips]", "until=-1pp"), "until"), (("policys=[baseline,ips]",), "policys"),
        (("baseline", "ips"), "policies"), (("policies=[baseline,ips]", "until="), "until"),
        (("policies=[baseline,ips]", "at_most=many", "until=1pp"), "at_most"),
        (("policies=[baseline,lean]", "pilot=[0]"), "pilot"),
        (("policies=[baseline,lean]", "pilot=first", "office=three_offices"), "pilot"),
        (("policies=[baseline,lean]", "pilot=[0,1,2]", "office=three_offices"), "pilot"),
        (("policies=[baseline,lean]", "from_week=20"), "from_week"),
        (("policies=[baseline,lean]", "pilot=[0]", "from_week=999", "office=three_offices"), "from_week"),
        (("policies=[baseline,lean]", "pilto=[0]", "office=three_offices"), "pilot"),
        (("policies=[baseline,ips]", "office.jobseekers=0"), "office.jobseekers"),
    ])  # fmt: skip
    return typed("compare", *words, named=(named, "baseline") if words[:1] == ("baseline",) else (named,), needs=False)


@kind("words of calibrate")
def _(draw: Draw) -> Mistake:
    word, named = draw.choice([
        ("points=3", "points"), ("points=many", "points"), ("waves=0", "waves"), ("members=1,5", "members"),
        ("fit=[nothing.*]", "nothing"), ("fit=", "fit"), ("trials=nowhere", "nowhere"), ("replicates=1", "replicates"),
        ("poits=64", "poits"), ("out=", "out"), ("executor=slrum", "slrum"), ("ensemble=", "ensemble"),
        ("waves", "waves"), ("seed=-1", "seed"), ("trials=mine", "mine"), ("inflow=ture", "inflow"),
    ])  # fmt: skip
    return from_file("calibrate", word, named=(named,), prepare=file("mine/mine.yaml", TRIAL))


@kind("what can have no effect")
def _(draw: Draw) -> Mistake:
    words, named = draw.choice([
        (("shock=recession", "weeks=52"), "recession_week"), (("shock=outage", "weeks=10"), "outage"),
        (("channel.phone_hours=0", "channel.phone_lines=3"), "phone_lines"),
        (("shock.recession_depth=0.3",), "recession_depth"), (("shock.surge_week=300",), "surge_week"),
        (("changes=[{from_week: 208, levers: {channel.video: 1}}]",), "from_week"),
    ])  # fmt: skip
    return typed(draw.choice(SCENARIOS[:2]), *words, named=(named,))
