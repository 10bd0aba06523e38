"""Steady Attention: robust, interpretable attention, reproduced from raw data to report."""
