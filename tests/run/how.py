"""How items are run in tests."""

from steady_attention.settings.execution import Execution

ALONE = Execution(jobs=1, backend="processes", scheduler=None, device="cpu")  # in the test's own process
