"""The one error a user sees without a traceback."""


class UserError(ValueError):
    """Something that a user can mend: a parameter, a file, a name. The text says what, where, what was
    expected, and what to do.
    """
