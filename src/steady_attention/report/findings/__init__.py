"""What the profiles' verdicts, scores and times say together, on two screens: reports/FINDINGS.md."""
