"""Known vulnerabilities of the installed packages, by pip-audit, which `make audit` installs into a folder of
its own, so that it changes none of the pinned packages.

pip-audit itself says "No known vulnerabilities found", and ends well, also where its database answered for no
package at all: here that is an error, and packages that were not looked at are listed.
"""

import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

FOUND, NOTHING_AUDITED = 1, 2  # exit statuses


def audited(program: str, packages: str) -> list[dict]:
    """pip-audit's answer, an entry a package; empty where it could not ask. packages: a folder of installed
    ones.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        options = ("--progress-spinner", "off", "--format", "json", "--output", str(out))
        done = subprocess.run((program, "--path", packages, *options), stderr=subprocess.PIPE, text=True)
        if not out.is_file():
            print(done.stderr, file=sys.stderr)
            return []
        return json.loads(out.read_bytes())["dependencies"]


def report(packages: list[dict]) -> tuple[str, int]:
    """What is printed, and the exit status."""
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    looked_at = len(packages) - len(skipped)
    if not looked_at:
        return (
            "audit: the database of vulnerabilities could not be asked: nothing was audited",
            NOTHING_AUDITED,
        )
    lines = [
        f"{one['name']} {one['version']}: {vulnerability['id']}, mended in "
        f"{', '.join(vulnerability['fix_versions']) or 'no version yet'}"
        for one in packages
        for vulnerability in one.get("vulns", ())
    ]
    status = FOUND if lines else 0
    lines.append(f"audit: {looked_at} packages audited, {len(lines)} vulnerabilities known")
    if skipped:
        lines.append(f"audit: {len(skipped)} packages that the database does not know: {', '.join(skipped)}")
    return "\n".join(lines), status


def main() -> None:
    """Audit the packages of this Python with the pip-audit of the first argument."""
    text, status = report(audited(sys.argv[1], sysconfig.get_paths()["purelib"]))
    print(text)
    sys.exit(status)


if __name__ == "__main__":
    main()
