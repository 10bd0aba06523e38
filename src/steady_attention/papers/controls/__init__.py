"""What no paper shows: controls, other explanations of the same models, and what explains printed numbers.

Its exhibits are of the runs of all suites; each is there only where its runs are.
"""

from steady_attention.papers.controls import causes, curves, explanations, perturbed

TITLE = "Controls, other explanations, causes (ours)"
TABLES = ()
COMPARISONS = (*explanations.COMPARISONS, causes.COMPARISON, perturbed.COMPARISON)
FIGURES = curves.FIGURES
