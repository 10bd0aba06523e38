"""What stands beside the papers' methods as a control, and is none of them: ours, without printed numbers."""

RANDOM = "random"  # words in random order, of a vanilla or base run; no method
CONTROLS = {  # method: its label
    "uniform": "Attention held uniform",
    "frozen": "Attention held at its random start",
    "permuted": "Vanilla, attention permuted",
    "continued": "Vanilla, trained on",
    RANDOM: "Words in random order",
}
TOLD = (
    "Controls (ours): attention held uniform in training, or at its random start; vanilla's attention, "
    "permuted over each text's words; vanilla trained on, as long as vib; vanilla's words in random order."
)
EQUAL = (
    "AUPRC is the benchmark's, by trapezoids: equal attention on all words, which ranks none, gets "
    "(1 + share of true tokens) / 2, so .545 at 9 % of the tokens; AP gives it the share, ROC-AUC .5."
)
