"""What a stage script does around its work: arguments, parent watch, unchanged sources, errors, Ctrl-C."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import steady_attention
from steady_attention.run import execution
from steady_attention.store import disk, environment, sources
from steady_attention.store.errors import UNWRITABLE, UserError

Arguments = argparse.Namespace
RESUME = "finished items are kept, run the same command again to go on"


def parser(
    about: str,
    *names: str,
    prints: Mapping[str, tuple[Callable[[], str], str]] | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> argparse.ArgumentParser:
    """What a stage is called with: the named required options.

    prints: further options which, like --help, print a text and end; of each the function that makes the
    text, and its help. options: further ones that may be left out, with what argparse is told of each.
    """
    made = argparse.ArgumentParser(description=about)
    for name in names:
        made.add_argument(f"--{name}", required=True, help=f"the {name}, by its name in conf/")
    for name, given in (options or {}).items():
        made.add_argument(f"--{name}", **given)
    for name, (text, words) in (prints or {}).items():
        made.add_argument(f"--{name}", action=_Print, const=text, help=words)
    return made


def run(main: Callable[[Arguments], None], about: str, *names: str, **further: Any) -> None:
    """Call a stage's `main` with what it was called with; about, names, further: as `parser` has them.

    A user's error, or a disk that cannot be written to, is printed without traceback (status 1). Sources that
    changed while the stage ran are an error: DVC hashes them only afterwards, and would take the results for
    the new code's.
    """
    options = parser(about, *names, **further)
    script = Path(sys.argv[0])
    execution.watch(_parent())
    stop_on_interrupt(script)
    try:
        arguments = options.parse_args()
        _own_package()
        if reason := environment.lacking():
            raise UserError(f"this process {reason}")
        _unchanged(main, arguments, script)
    except UserError as error:
        _fail(script, str(error))
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        _fail(script, f"{disk.told(error)}; {RESUME}")


def _unchanged(main: Callable[[Arguments], None], arguments: Arguments, script: Path) -> None:
    """Call `main`. Raises UserError where a source of the script changes meanwhile, or where DVC goes by what
    the code said before.
    """
    files = sources.listed(script)
    if files is None:
        files = sources.files(script)
        if "DVC_STAGE" in os.environ and sources.outdated(script):
            raise UserError(
                "the code has changed since the stage `sources` ran: run `dvc repro` without -s, or "
                f"`dvc repro -s sources {os.environ['DVC_STAGE']}`"
            )
    before = sources.digest(files)
    main(arguments)
    if sources.digest(files) != before:
        raise UserError("sources changed while running; run dvc repro again (finished items are kept)")


def _fail(script: Path, words: str) -> NoReturn:
    """Say what is wrong, and end with status 1."""
    print(f"{script.stem}: {words}", file=sys.stderr, flush=True)
    sys.exit(1)


class _Print(argparse.Action):
    """An option that prints what the function `const` gives, and ends; no other option is required then."""

    def __init__(self, **known: Any):
        super().__init__(nargs=0, default=argparse.SUPPRESS, **known)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        _own_package()
        print(self.const())
        parser.exit()


def _parent() -> int:
    """The process that started this one. Ends at once where that was DVC and it was killed while we were
    starting: the process that took us over is of another group, as DVC never is.
    """
    parent = os.getppid()
    if "DVC_STAGE" in os.environ and os.getpgid(parent) != os.getpgrp():
        os._exit(execution.INTERRUPTED)
    return parent


def stop_on_interrupt(script: Path) -> None:
    """Let Ctrl-C end this process at once with a line on how to go on; workers leave with their parent.

    A handler, not KeyboardInterrupt: an exception can be lost in a callback, and leaves long tracebacks.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        os.write(sys.stderr.fileno(), f"\n{script.stem}: stopped; {RESUME}\n".encode())
        os._exit(execution.INTERRUPTED)

    signal.signal(signal.SIGINT, stop)


def _own_package() -> None:
    """The package must be the working tree's: an installed one would run other code than DVC hashes."""
    expected = Path("src/steady_attention").resolve()
    if Path(steady_attention.__file__).resolve().parent != expected:
        where = Path(steady_attention.__file__).parent
        raise UserError(
            f"steady_attention comes from {where}, not {expected}: run with PYTHONPATH=src from the root"
        )
