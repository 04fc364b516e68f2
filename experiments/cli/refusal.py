"""What the user asked for cannot be done; the message says what is wrong, what is allowed, and the way out."""


class Refused(Exception):
    """A reason to stop, told to the user in one sentence, without a traceback."""
