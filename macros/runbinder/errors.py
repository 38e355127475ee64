"""What goes wrong in ways that the reader of the message can put right."""


class Fixable(Exception):
    """Something the user can fix: `str()` is what is wrong, `hint` what to do about it.

    Commands print it without a traceback and end with exit code 1; every other
    exception is a bug in Runbinder.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
