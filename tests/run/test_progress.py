"""What a stage says while its items run."""

import threading

from steady_attention.run import progress
from steady_attention.run.progress import Progress, reporter
from steady_attention.store.artifacts import Item, store


def test_a_line_has_the_running_items_words(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    store().mkdir(parents=True)
    given = [(Item(name, "task", {}), name * 3) for name in "ab"]
    shown = Progress("training", given, 5)
    monkeypatch.setattr(shown, "clock", lambda: "1:07")
    assert shown.line() == "training 3/5 1:07"
    reporter("aaa")("epoch 2, loss 0.5")
    assert shown.line() == "training 3/5 1:07  a: epoch 2, loss 0.5"
    shown.done("a", None)
    shown.terminal = True
    assert shown.line() == f"training [{'#' * 16}....] 4/5 1:07"


def test_without_a_terminal_it_says_more_than_once_that_it_lives(tmp_path, monkeypatch, capfd):
    """Where the items take long; the seconds between two lines are none here."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(progress, "ALIVE", 0.0)
    store().mkdir(parents=True)
    said = threading.Event()
    with Progress("training", [(Item("a", "task", {}), "aaa")], 1) as shown:
        line, lines = shown.line, []
        shown.line = lambda: lines.append(1) or (said.set() if len(lines) > 2 else None) or line()
        shown.draw()
        assert said.wait(60)
        shown.done("a", None)
    printed = capfd.readouterr().err
    assert printed.startswith("training: 1 to compute, 0 kept\n") and printed.count("training 0/1") >= 2
    assert "\r" not in printed
