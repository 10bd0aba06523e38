"""How the work is run: stages, execution, progress, and the runs that a profile asks for."""
