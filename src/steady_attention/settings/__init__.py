"""What params.yaml means: its sections, checked."""
