"""Runs that are the same by mathematics: methods, each trained and scored as the other (REPRODUCTION.md, 33),
and ablations of SEAT, which ends where it begins by both (REPRODUCTION.md, 35).
"""

TWINS = {"attention_iat": "attention_at", "attention_ivat": "attention_vat"}
ABLATIONS = {"topk": "none"}  # of seat: D1 and L_Topk are least at w~ = w, where it begins
