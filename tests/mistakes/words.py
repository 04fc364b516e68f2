"""Mistakes of typing: what people write after `skranke` and did not mean. Each kind is drawn anew by a seed."""

from experiments.cli.options import options
from experiments.cli.renamed import RENAMED
from experiments.cli.schema import GROUPS, known_names, written_numbers
from experiments.verbs import VERBS
from sim.declare import Number
from tests.mistakes.judging import Mistake
from tests.mistakes.kinds import Draw, kind, misspelt

# What each verb needs beside the mistake; `report` reads a folder and nothing more.
NEEDED = {
    "run": (), "bench": (), "compare": ("policies=[baseline,ips]",), "study": ("study=screening",), "trial": ("K1",),
    "validate": ("K1",), "calibrate": (),
}  # fmt: skip
SCENARIOS = ("run", "bench", "compare", "study")  # verbs after which every number may stand


def typed(verb: str, *words: str, named: tuple[str, ...], needs: bool = True) -> Mistake:
    """A mistake of words after a verb."""
    return Mistake("", (verb, *(NEEDED.get(verb, ()) if needs else ()), *words), named)


def number(draw: Draw, verb: str, *, whole: bool | None = None, unit: str = "") -> Number:
    """A number that may stand after a verb."""
    listed = [number for name, number in written_numbers().items() if _may_stand(name, verb)]
    fitting = [number for number in listed if whole is None or (number.kind is int) == whole]
    return draw.choice([number for number in fitting if not unit or number.unit == unit])


def _may_stand(name: str, verb: str) -> bool:
    if written_numbers()[name].kind not in (int, float):
        return False
    if verb == "study":  # it varies what stands in parameters, and has options of its own
        return not name.startswith("parameters.") and name not in ("replicates", "seed", "threads")
    return verb in SCENARIOS or name.startswith("parameters.") or name in ("replicates", "seed")


def verb_of(draw: Draw, *verbs: str) -> str:
    """One of these verbs, or of those that run scenarios or trials."""
    return draw.choice(verbs or (*SCENARIOS, "trial", "validate"))


@kind("decimal comma")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    value = draw.choice(["0,5", "6,5", "1,25", "-0,1", "37,5", "1,000"])
    return typed(verb, f"{name}={value}", named=(name,))


@kind("percent for a share")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, *SCENARIOS)
    name = number(draw, verb, whole=False, unit="share").path
    return typed(verb, f"{name}={draw.choice(['50', '50%', '99.5', '20 %', '12,5%', '100%'])}", named=(name,))


@kind("a unit behind the number")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    return typed(verb, f"{name}={draw.choice(['6h', '52 weeks', '3kr', '10 uker', '5 000'])}", named=(name,))


@kind("a name misspelt by a letter")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    theme, point, last = name.rpartition(".")
    wrong = theme + point + misspelt(draw, last)
    while wrong in known_names():
        wrong = theme + point + misspelt(draw, last)
    return typed(verb, f"{wrong}=0.1", named=(wrong,))


@kind("a theme misspelt or left out")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, *SCENARIOS)
    theme, _, last = draw.choice([name for name in written_numbers() if name.count(".") == 1]).partition(".")
    wrong = draw.choice([last, f"{misspelt(draw, theme)}.{last}", f"policy.{theme}.{last}", f"setting.{last}"])
    return typed(verb, f"{wrong}=0.1", named=(wrong,))


@kind("an option misspelt by a letter")
def _(draw: Draw) -> Mistake:
    group = draw.choice([group for group in GROUPS if group != "policy"])
    wrong = misspelt(draw, draw.choice([name for name in options(group) if len(name) > 2]))
    return typed(verb_of(draw, *SCENARIOS), f"{group}={wrong}", named=(wrong,))


@kind("a policy misspelt by a letter")
def _(draw: Draw) -> Mistake:
    wrong = misspelt(draw, draw.choice(options("policy")))
    verb = verb_of(draw, "run", "bench", "compare")
    word = f"policies=[baseline,{wrong}]" if verb == "compare" else f"policy={wrong}"
    return typed(verb, word, named=(wrong,), needs=False)


@kind("capital letters")
def _(draw: Draw) -> Mistake:
    group = draw.choice(GROUPS)
    option = draw.choice(options(group))
    name = number(draw, "run").path
    wrong, named = draw.choice([
        (f"{group}={option.upper()}", option.upper()), (f"{group}={option.title()}", option.title()),
        (f"{name.upper()}=1", name.upper()), (f"{name.title()}=1", name.title()), ("backend=Mesa", "Mesa"),
        ("organisation.strategy=train_then_place", "train_then_place"), ("Weeks=52", "Weeks"),
    ])  # fmt: skip
    return typed(verb_of(draw, "run", "bench"), wrong, named=(named,))


@kind("beyond the range")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    chosen = number(draw, verb)
    wrong = draw.choice(["-1", "1e308", str(10**30), "-0.0001", "inf", "nan", "-.5e3", "99999999999"])
    while chosen.low <= float(wrong) <= chosen.high:
        wrong = draw.choice(["1e308", str(10**30), "inf", "nan"])
    return typed(verb, f"{chosen.path}={wrong}", named=(chosen.path,))


@kind("no number")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    wrong = draw.choice(["seks", "mange", "", "null", "true", "[1]", "{a: 1}", "six", "?", "1e", "0x10g", "--"])
    return typed(verb, f"{name}={wrong}", named=(name,))


@kind("a fraction of a whole number")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, "run", "bench", "compare", "trial")
    name = number(draw, verb, whole=True).path
    return typed(verb, f"{name}={draw.choice(['0.5', '2.5', '1e1', '3.0', '1.'])}", named=(name,))


@kind("no equals sign")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, "run", "bench", "compare")
    name = number(draw, verb).path
    option = draw.choice([option for option in options("policy") if option.islower()])
    word = draw.choice([name, option, f"{name}:6", "52", "", f"{name}>6", "+", "~channel", "policy", "?"])
    return typed(verb, word, named=(word or "''",))


@kind("more than one equals sign")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    return typed(verb, f"{name}{draw.choice(['==', '=='])}{draw.choice(['6', '0.5', 'a'])}", named=(name,))


@kind("spaces around the equals sign")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    words = draw.choice([(name, "=", "6"), (name, "=6"), (f"{name}=", "6"), (f"{name} =6",), (f"{name} = 6",)])
    return typed(verb, *words, named=(name,))


@kind("a list cut at a space")
def _(draw: Draw) -> Mistake:
    first, second = draw.sample(options("policy"), 2)
    verb, *words = draw.choice([
        ("compare", f"policies=[{first},", f"{second}]"), ("run", f"policy=[{first},", f"{second}]"),
        ("run", "changes=[{from_week:", "3,", "levers:", "{channel.video:", "1}}]"),
        ("run", f"policy=[{first},{second}"), ("compare", f"policies={first},{second}]"),
        ("study", "study=screening", "vary=[channel.video,", "channel.chat_hours]"),
    ])  # fmt: skip
    return typed(verb, *words, named=(words[-1] if len(words) == 1 else words[0], "vary=[channel.video,"), needs=False)


@kind("an option that is not there")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, *VERBS)
    name = draw.choice(["weeks", "policy", "out", "seed", "replicates", "channel.video"])
    words = draw.choice([
        (f"--{name}=3",), (f"--{name}", "3"), (f"-{name}", "3"), ("--hlep",), ("-v",), ("--mulitrun",), ("--verbose",),
        ("--config", "mine"), ("--quiet",), ("-o", "mine"), (f"–{name}=3",),
    ])  # fmt: skip
    return typed(verb, *words, named=(words[0],))


@kind("a name that was given up")
def _(draw: Draw) -> Mistake:
    old = draw.choice(list(RENAMED))
    return typed(verb_of(draw, *VERBS), f"{old}={draw.choice(['mesa', 'compiled', '30', ''])}", named=(old,))


@kind("another verb than there is")
def _(draw: Draw) -> Mistake:
    verb = draw.choice([verb for verb in VERBS if len(verb) > 3])
    wrong = draw.choice([misspelt(draw, verb), verb.upper(), verb.title(), "simulate", "start", "hjelp", "K1", "plot"])
    first = draw.choice(["policy=ips", "weeks=52"])
    words = draw.choice([(wrong,), (wrong, "policy=ips"), (first,), (first, verb), ("-m", "policy=ips,lean")])
    return Mistake("", words, (words[0],))


@kind("two verbs")
def _(draw: Draw) -> Mistake:
    verb, other = draw.sample([verb for verb in VERBS if verb != "study"], 2)
    return typed(verb, other, named=(other,), needs=False)


@kind("words of another verb")
def _(draw: Draw) -> Mistake:
    verb, word, named = draw.choice([
        ("run", "policies=[baseline,ips]", "policies"), ("run", "study=screening", "study"),
        ("run", "until=0.5pp", "until"), ("run", "people=true", "people"), ("run", "trials=mine", "trials"),
        ("run", "method=morris", "method"), ("compare", "policy=ips", "policy"), ("compare", "method=sobol", "method"),
        ("bench", "policies=ips", "policies"), ("trial", "policy=ips", "policy"),
        ("trial", "channel.video=0.5", "channel.video"), ("trial", "weeks=52", "weeks"),
        ("trial", "patterns=true", "patterns"), ("validate", "until=1pp", "until"), ("calibrate", "weeks=52", "weeks"),
        ("calibrate", "policy=ips", "policy"), ("calibrate", "backend=mesa", "backend"),
        ("study", "events=true", "events"), ("study", "threads=3", "threads"), ("study", "ensemble=true", "ensemble"),
        ("study", "policies=ips", "policies"), ("study", "base=[weeks=3]", "base"),
        ("bench", "ensemble=true", "ensemble"), ("validate", "vary=x", "vary"), ("report", "weeks=52", "weeks"),
        ("study", "until=5", "until"),
    ])  # fmt: skip
    return typed(verb, word, named=(named,))


@kind("the same name twice")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    name = number(draw, verb).path
    return typed(verb, f"{name}=1", f"{name}=2", named=(name,))


@kind("several values where there may be one")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    first, second = draw.sample(options("office"), 2)
    words = draw.choice([("-m", "weeks=4,8"), (f"office={first},{second}",), ("weeks=range(4,8)",), ("seed=1,2,3",)])
    if verb == "run" and words[0] == "-m" or verb in ("trial", "validate"):
        words = ("seed=1,2,3",)
    return typed(verb, *words, named=("-m", words[-1], words[0].partition("=")[0]))


@kind("language and show")
def _(draw: Draw) -> Mistake:
    word = draw.choice([
        "language=no", "language=norsk", "language=NB", "language=nb_NO", "language=english", "language=", "show=",
        "show=al", "show=everything", "show=All", "show=true", "langauge=nb", "language=nb,en", "shows=all",
        "language:nb",
    ])  # fmt: skip
    verb = verb_of(draw, "run", "compare", "study", "trial", "validate", "bench")
    return typed(verb, word, named=(word.partition("=")[0], word))


@kind("quotes")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, "run", "bench")
    name = number(draw, verb).path
    option = draw.choice(options("policy"))
    words = f"policy=“{option}”", f"{name}='6", f'{name}="6"', f"policy=‘{option}’", f"policy='{option}", f"{name}=«6»"
    word = draw.choice(words)
    return typed(verb, word, named=(word.partition("=")[0],))


@kind("Norwegian and other letters")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw)
    word = draw.choice([
        "channel.åpningstid=6", "antall_uker=52", "politikk=ips", "kontor=liten", "uker=52", "channel.video\u00a0=0.5",
        "frø=3", "channel.drop_in_hours½=6", "kanal.video=1", "wееks=52",
    ])  # fmt: skip
    return typed(verb, word, named=(word.partition("=")[0], repr(word.partition("=")[0])[1:-1]))


@kind("topics of help")
def _(draw: Draw) -> Mistake:
    topic = draw.choice(["levers", "outcomes", "parameters", "behaviours", "changes", "fields", "options", "office"])
    wrong = draw.choice([misspelt(draw, topic), topic.upper(), "parameters.encountr", "alt", "K1", "policy.ips"])
    return Mistake("", (verb_of(draw, *VERBS), "--help", wrong), (wrong, wrong.rpartition(".")[2]))


@kind("an environment that was set for something else")
def _(draw: Draw) -> Mistake:
    made = typed(verb_of(draw), named=("NUMBA_DISABLE_JIT",))
    if draw.random() < 0.5:
        return Mistake("", made.words, made.named, environment=(("NUMBA_DISABLE_JIT", "1"),))
    word = draw.choice(["out=k\udcc3\udcb8", "out=\udcf8", "channel.\udce5pent=3"])
    return typed(verb_of(draw), word, named=("out=", "channel."))
