"""A trained model and data -> scores."""
