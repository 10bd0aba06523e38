"""Figure 7: two texts as plain attention and VAT read them."""

from steady_attention.papers.vib_attention.rows import DATASETS, SOURCE, VAT, of
from steady_attention.report.figures.texts import CaseStudy

FIRST = ("twitter", "sst5", "sst")  # data sets of such texts as the paper shows, before the others
FIGURE = CaseStudy(
    name="7",
    title="Two texts, their words shaded by attention",
    source=f"{SOURCE}, Figure 7, on texts of this profile; the paper shows two that it chose",
    methods=(of("ATT", "lstm"), of("VAT", "lstm")),
    places=tuple(
        {"dataset": dataset} for dataset in (*FIRST, *(name for name in DATASETS if name not in FIRST))
    ),
    notes=(VAT,),
)
