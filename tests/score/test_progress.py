"""How far a scoring has come: lines in a log, a bar on a terminal."""

import io

from steady_attention.score.progress import Progress


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_line_for_each_phase():
    stream = io.StringIO()
    progress = Progress(stream)
    progress.phase("predicting", 1234)
    progress.advance(7)
    progress.phase("bounds of short texts")
    progress.close()
    assert stream.getvalue() == "predicting: 1,234 texts\nbounds of short texts\n"


def test_a_bar_on_a_terminal():
    stream = Terminal()
    progress = Progress(stream)
    progress.phase("predicting", 4)
    progress.bar.mininterval = 0
    progress.advance(1)
    progress.advance(2)
    assert "predicting:  75%" in stream.getvalue() and "3/4" in stream.getvalue()
    progress.close()
    assert progress.bar is None
    progress.advance(1)
