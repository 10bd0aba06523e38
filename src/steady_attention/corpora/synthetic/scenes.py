"""Words of the synthetic inference task: scales, what is measured on them, and bounds.

A scale is a row of levels, low to high; a level is a synonym group, the common words first.
"""

SCALES = {
    "heat": (
        "frozen icy frosty gelid",
        "cold chilly nippy wintry",
        "warm tepid lukewarm balmy",
        "hot scalding boiling scorching",
    ),
    "size": (
        "tiny minuscule minute wee",
        "little compact petite undersized",
        "big sizable hefty bulky",
        "huge enormous gigantic colossal",
    ),
    "price": (
        "worthless valueless gratis unsaleable",
        "cheap inexpensive affordable reasonable",
        "costly pricey expensive dear",
        "priceless exorbitant extortionate unaffordable",
    ),
}
THINGS = {
    "heat": "stew bath stove kettle",
    "size": "barn boat tower statue",
    "price": "lamp carpet ring violin",
}
LEAST = ("at least", "no less than", "not under", "not below")
MOST = ("at most", "no more than", "not over", "not above")
OWNERS = "farmer nurse student painter dancer tailor sailor baker".split()
GROUPS = {f"scale {name}": levels for name, levels in SCALES.items()}
GROUPS |= {f"thing {name}": tuple(words.split()) for name, words in THINGS.items()}
GROUPS["owner"] = tuple(OWNERS)
