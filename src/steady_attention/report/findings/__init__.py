"""What a profile's verdicts, scores and times say together: FINDINGS.md, on two screens, and costs.md."""
