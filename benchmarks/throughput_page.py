"""The page of the throughput benchmark: a section each part, of which a later run may replace some."""

import os
from collections.abc import Mapping

import torch
from joblib import cpu_count

from benchmarks import jobs, precision
from benchmarks.training_step import processor

TITLE = """# Throughput

Medians, with the quartiles in brackets. Trust the ratios, not the milliseconds; README.md beside this file
says how to read them.
"""
HEADS = {
    "peaks": "What the device gives",
    "methods": "Training steps",
    "jobs": "Runs an hour",
    "precision": "Precision and torch.compile",
    "stacked": "Many runs as one program",
}
NOTES = {
    "peaks": "A large product of square matrices in each precision, and a large copy (read and written).",
    "methods": "float32. The limit: the longer of a step's operations at the rate of the float32 product and "
    "its bytes at the rate of the copy, both timed among the steps.",
    "jobs": f"A run: {jobs.BATCHES} steps of the BiLSTM at T = {jobs.LENGTH}, its check on dev, its files. "
    "The workers' start is in the rate, and so is whatever else the machine does.",
    "precision": f"Vanilla. Ratios to fp32 without compile; the first {precision.COMPILING} steps, which "
    "compile, are not in them, and are wall-clock time.",
    "stacked": "The BiLSTM with Attention AT, runs of the same texts; [stacked.py](stacked.py) says how.",
}


def device_name(device: torch.device) -> str:
    """The GPU's name, or the processor's."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else processor()


def conditions(name: str, device: torch.device, repetitions: int) -> str:
    """Where and how: to be said before a part is measured, since it tells how busy the machine is."""
    own = device.type == "cpu" and name != "jobs"
    counted = "one thread; seconds are its own, of processing" if own else "wall-clock seconds"
    load = f"{cpu_count()} cores with a load of {os.getloadavg()[0]:.0f}"
    return (
        f"{device_name(device)} ({load}), torch {torch.__version__}; {counted}; {repetitions} repetitions, "
        "in turn within one process."
    )


def section(name: str, measured: str, under: str) -> str:
    """A part: its heading, what it is, the conditions that it was measured under, and its tables."""
    return f"## {HEADS[name]}\n\n{NOTES[name]}\n{under}\n\n{measured}"


def page(before: str, sections: Mapping[str, str]) -> str:
    """The page with these sections, by their parts' names; the others are those of the page before."""
    kept = {text.partition("\n")[0]: f"## {text}".rstrip() + "\n" for text in before.split("\n## ")[1:]}
    found = [sections.get(name) or kept.get(heading) for name, heading in HEADS.items()]
    return "\n".join([TITLE, *(text.rstrip() + "\n" for text in found if text)])
