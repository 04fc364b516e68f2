"""What the user asked for cannot be done; the message says what is wrong, what is allowed, and the way out."""


class Refused(Exception):
    """A reason to stop, told to the user in one sentence, without a traceback."""


def printable(problem: BaseException, longest: int = 200) -> str:
    """What went wrong in code of a user's own, on one line and without what a terminal would obey."""
    try:
        message = str(problem)
    except BaseException:
        message = "its message cannot be read"
    name = type(problem).__name__
    text = " ".join((f"{name}: {message}" if message else name).split())
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:longest]
