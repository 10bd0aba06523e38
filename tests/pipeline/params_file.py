"""params.yaml written by PyYAML."""

from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes an object that stands twice twice: params.yaml takes no alias."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        return True


def dumped(content: Any) -> str:
    """The content as text, its keys in their order."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False)
