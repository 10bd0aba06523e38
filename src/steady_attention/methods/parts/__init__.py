"""What methods are made of: directions, divergences, neighbours, what an epoch is."""
