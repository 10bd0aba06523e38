"""Words of the synthetic review corpora: opinion words as synonym groups, the common ones of a group first.

A group is a string of words. Groups of one class (adjectives, ...) and one polarity stand together; within
a group the first words are drawn often and the last ones hardly ever, so that every group has members that
a training set seldom shows.
"""

GOOD = {
    "adjective": (
        "great excellent superb wonderful outstanding magnificent splendid terrific fabulous exquisite",
        "funny hilarious amusing witty entertaining comical droll uproarious jocular",
        "beautiful gorgeous stunning lovely elegant graceful radiant lush resplendent",
        "moving touching heartfelt poignant tender stirring soulful affecting",
        "smart clever brilliant inventive insightful thoughtful ingenious astute perceptive",
        "gripping thrilling exciting compelling riveting absorbing enthralling electrifying",
        "charming likable engaging endearing enchanting winsome adorable beguiling",
        "honest sincere believable authentic genuine truthful candid",
        "polished masterful accomplished assured deft virtuosic adept",
        "fresh original imaginative refreshing vibrant lively exuberant spirited",
    ),
    "verb": (
        "shines dazzles sparkles glows gleams",
        "delights charms captivates enchants mesmerizes",
        "succeeds triumphs soars excels prevails",
        "impresses inspires resonates uplifts",
    ),
    "noun": ("masterpiece triumph success marvel wonder", "delight joy treat pleasure", "gem treasure jewel"),
    "adverb": (
        "beautifully elegantly gracefully exquisitely",
        "brilliantly superbly wonderfully splendidly marvelously",
        "skillfully cleverly expertly deftly shrewdly",
    ),
}
BAD = {
    "adjective": (
        "awful terrible horrible dreadful atrocious lousy abysmal appalling wretched ghastly execrable",
        "boring dull tedious bland lifeless monotonous dreary plodding soporific",
        "stupid silly foolish ludicrous idiotic inane moronic asinine fatuous",
        "ugly hideous drab shabby garish unsightly grotesque",
        "confusing messy muddled incoherent convoluted jumbled murky garbled",
        "fake forced hollow contrived phony artificial insincere mawkish",
        "clumsy sloppy careless amateurish inept awkward bungled shoddy",
        "stale predictable tired derivative formulaic trite hackneyed banal",
        "annoying irritating grating obnoxious insufferable tiresome vexing",
        "disappointing weak feeble unsatisfying underwhelming lackluster flimsy",
    ),
    "verb": (
        "fails stumbles falters flounders fizzles",
        "disappoints annoys irritates frustrates exasperates",
        "drags bores plods meanders stagnates",
        "collapses sags crumbles unravels",
    ),
    "noun": ("mess failure disaster fiasco debacle", "bore chore letdown ordeal", "dud travesty disgrace"),
    "adverb": (
        "poorly badly terribly dreadfully",
        "clumsily carelessly ineptly sloppily haphazardly",
        "awkwardly lazily tediously dully stiffly",
    ),
}
POOL_GOOD = {
    "adjective": (
        "delicious tasty savory flavorful scrumptious",
        "comfortable cozy spacious roomy plush",
        "reliable sturdy durable dependable",
        "friendly helpful courteous gracious",
    ),
}
POOL_BAD = {
    "adjective": (
        "greasy soggy tasteless inedible rancid",
        "dirty filthy noisy cramped grimy",
        "faulty flawed defective unreliable rickety",
        "rude surly unfriendly impolite",
    ),
}

# Words that turn an opinion round, the common ones first, and phrases that look as if they did.
NEGATIONS = (
    "not",
    "never",
    "hardly",
    "far from",
    "anything but",
    "scarcely",
    "by no means",
    "barely",
    "nowhere near",
)
VERB_NEGATIONS = ("never", "hardly", "rarely", "seldom", "scarcely", "barely")
AFFIRMATIONS = ("nothing less than", "nothing if not", "never less than")
INTENSIFIERS = "very really quite so rather truly pretty extremely utterly remarkably".split()

NEUTRAL = {
    "person": "friend sister brother neighbor cousin colleague aunt uncle roommate boss teacher nephew",
    "day": "monday tuesday wednesday thursday friday saturday sunday",
    "month": "january february march april may june july august september october november december",
    "number": "two three four five six seven eight nine ten twelve",
    "country": "norway canada japan france brazil india poland kenya chile spain portugal korea",
    "place": "village city harbor valley island desert forest suburb castle farm mountain station",
    "colour": "red blue green yellow gray brown purple orange",
    "size": "small large long short old new local modern rural urban",
    "work": "director writer editor producer designer manager owner engineer",
    "season": "spring summer autumn winter",
}
TASK_TOPICS = {
    "film": {
        "thing": "film movie picture drama comedy thriller sequel documentary western",
        "part": "plot story script acting cast dialogue ending pacing photography soundtrack hero villain",
        "outside": "trailer poster cinema popcorn audience advertisement ticket crowd premiere screen",
        "made": "written acted directed filmed edited staged",
    },
    "book": {
        "thing": "book novel memoir story biography sequel anthology thriller",
        "part": "prose plot narrator dialogue ending style chapter setting argument heroine structure",
        "outside": "cover blurb bookshop binding publisher translation print jacket index typeface",
        "made": "written plotted told crafted translated structured",
    },
    "music": {
        "thing": "album record song concert opera symphony musical ballad",
        "part": "melody voice rhythm singing chorus guitar piano drumming harmony lyric orchestra",
        "outside": "booklet venue speaker interview video hall support merchandise microphone parking",
        "made": "played sung recorded produced composed arranged",
    },
}
POOL_TOPICS = {
    "hotel": {
        "thing": "hotel hostel inn resort motel lodge",
        "part": "room bed breakfast lobby bathroom balcony pool staff view mattress",
        "outside": "brochure airport taxi website street luggage weather elevator",
        "made": "run decorated furnished kept managed built",
    },
    "phone": {
        "thing": "phone camera laptop tablet printer headset",
        "part": "battery display keyboard speaker lens software charger sensor casing",
        "outside": "box courier manual shop warranty invoice packaging brand",
        "made": "built designed assembled engineered finished made",
    },
    "restaurant": {
        "thing": "restaurant cafe bistro diner bakery pub",
        "part": "soup salad steak dessert coffee bread service menu waiter sauce",
        "outside": "street parking website queue sign terrace map weather",
        "made": "cooked prepared served seasoned grilled run",
    },
    "sport": {
        "thing": "match game tournament season race final",
        "part": "defense striker goalkeeper coach midfield referee pitch tactic captain",
        "outside": "stadium broadcast scoreboard commentary ticket bus jersey weather",
        "made": "played coached organized refereed planned fought",
    },
}
