"""A clock that jumps, for some processes alone: a library that is loaded before libc adds seconds to what the
system says. How many lies in a file, and may change at any time. Times of files stay the system's.
"""

import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static long long jump(void) {
    static volatile long long *seconds;
    if (!seconds) {
        int file = open(getenv("CLOCK_JUMP"), O_RDONLY);
        seconds = mmap(NULL, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
    }
    return *seconds;
}

int clock_gettime(clockid_t which, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(which, now);
    if (!status && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += jump();
    return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    int status = clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return status;
}

time_t time(time_t *now) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (now) *now = exact.tv_sec;
    return exact.tv_sec;
}
"""


def compiler() -> str | None:
    """A C compiler, where there is one."""
    return shutil.which("cc")


class Clock:
    """The clock of all commands that are given `variables`; at first the system's."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        source, library = folder / "clock.c", folder / "clock.so"
        self.file = folder / "jump"
        self.jump(0)
        source.write_text(SOURCE, encoding="utf-8")
        subprocess.run([compiler(), "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self.variables = {"LD_PRELOAD": str(library), "CLOCK_JUMP": str(self.file)}

    def jump(self, seconds: int) -> None:
        """Set it to so many seconds after the system's, or before: at once, for what runs too."""
        with open(self.file, "r+b" if self.file.exists() else "w+b") as file:
            file.write(struct.pack("q", seconds))
