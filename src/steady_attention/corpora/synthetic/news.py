"""Words of the synthetic topic task, by class: synonym groups, the common words of a group first."""

NEWS = {
    "world": {
        "person": (
            "minister chancellor premier viceroy",
            "diplomat envoy ambassador consul emissary",
            "soldier trooper rebel insurgent guerrilla",
            "refugee exile migrant asylee",
        ),
        "thing": (
            "treaty accord pact truce armistice",
            "election ballot referendum plebiscite",
            "parliament senate congress assembly legislature",
            "border frontier checkpoint outpost",
            "army militia battalion brigade regiment",
            "embassy consulate legation",
        ),
        "verb": ("invaded bombed besieged shelled", "ratified vetoed repealed abrogated"),
    },
    "sports": {
        "person": (
            "sprinter runner hurdler miler",
            "batsman pitcher bowler catcher shortstop",
            "champion medalist titleholder runnerup",
            "swimmer diver rower canoeist",
        ),
        "thing": (
            "trophy medal podium pennant",
            "league championship playoff semifinal",
            "marathon relay decathlon triathlon biathlon",
            "penalty foul offside handball",
            "wicket inning homer touchdown",
            "racket javelin shotput discus",
        ),
        "verb": ("scored netted dribbled headed", "defeated thrashed trounced outplayed"),
    },
    "business": {
        "person": (
            "banker broker trader financier underwriter",
            "shareholder investor stockholder speculator",
            "executive chairman tycoon industrialist magnate",
            "accountant auditor bookkeeper treasurer",
        ),
        "thing": (
            "merger takeover acquisition buyout",
            "profit revenue dividend turnover surplus",
            "loan mortgage bond debenture annuity",
            "bankruptcy insolvency liquidation receivership",
            "currency dollar euro yen",
            "factory refinery plant smelter foundry",
        ),
        "verb": ("acquired purchased outbid privatized", "refinanced borrowed insured amortized"),
    },
    "technology": {
        "person": (
            "programmer coder hacker developer",
            "scientist researcher physicist chemist",
            "astronaut cosmonaut astronomer stargazer",
            "biologist geneticist botanist zoologist",
        ),
        "thing": (
            "satellite rocket spacecraft shuttle orbiter",
            "browser server database router firewall",
            "chip processor transistor semiconductor microchip",
            "virus malware worm spyware",
            "telescope microscope spectrometer interferometer",
            "genome protein enzyme chromosome",
        ),
        "verb": ("launched orbited docked", "downloaded encrypted hacked debugged decompiled"),
    },
}
GROUPS = {  # over all classes: what is of one class shows in the groups alone
    f"news {kind}": tuple(group for declared in NEWS.values() for group in declared[kind])
    for kind in ("person", "thing", "verb")
}
