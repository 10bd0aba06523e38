"""Claims of the papers, each with a verdict on the printed numbers and on ours."""
