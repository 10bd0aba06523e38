"""How work moves: parameters, runs, items and their store. Nothing in here decides a number of a result."""
