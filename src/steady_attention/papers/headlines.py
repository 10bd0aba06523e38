"""Each paper's headline effect, and the causes that may make it differ here: which runs measure each."""

from steady_attention.papers.attention_at.headline import HEADLINE as ATTENTION_AT
from steady_attention.papers.attention_vat.headline import HEADLINE as ATTENTION_VAT
from steady_attention.papers.seat.headline import HEADLINE as SEAT
from steady_attention.papers.vib_attention.headline import HEADLINE as VIB_ATTENTION

HEADLINES = {
    "attention_at": ATTENTION_AT,
    "attention_vat": ATTENTION_VAT,
    "seat": SEAT,
    "vib_attention": VIB_ATTENTION,
}
