"""The errors that a user sees without a traceback."""

import errno

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES}  # of an OSError


class UserError(ValueError):
    """Something that a user can mend: a parameter, a file, a name. The text says what, where, what was
    expected, and what to do.
    """
