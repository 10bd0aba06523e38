"""The looks of a profile, at which claims are judged (claims/looks.py)."""

from steady_attention.store.sections import Count, Share, section


@section
class Look:
    """At so many seeds claims are judged, with a share of their error rate."""

    seeds: Count
    error: Share
