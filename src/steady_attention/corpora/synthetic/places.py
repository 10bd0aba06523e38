"""Words of the synthetic question task: persons, places, objects, and what is done with them."""

PLACES = ("kitchen", "garden", "office", "bedroom", "hallway", "cellar", "attic")
PERSONS = "mary john sandra daniel emily julie fred bill".split()
OBJECTS = "apple football milk lantern key basket".split()
MOVES = ("moved travelled strolled wandered", "hurried rushed dashed scurried")
TAKES = ("grabbed fetched seized snatched",)
DROPS = ("dropped discarded abandoned relinquished",)
GROUPS = {"moving": MOVES, "taking": TAKES, "dropping": DROPS}
GROUPS |= {"room": PLACES, "first name": tuple(PERSONS), "object": tuple(OBJECTS)}
