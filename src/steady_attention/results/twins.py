"""Methods that are the same by mathematics: each is trained and scored as the other (REPRODUCTION.md, 33)."""

TWINS = {"attention_iat": "attention_at", "attention_ivat": "attention_vat"}
