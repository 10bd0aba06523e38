"""SST-2 as Jain and Wallace (2019) have it: in boundaries, without the texts that their filter leaves out.

The sentences of `sst`, whatever the profile's section `preprocess` says, so that what their preparation does
to a number can be told apart.
"""

from dataclasses import replace

from steady_attention.corpora import sst

CORPUS = replace(sst.CORPUS, name="sst_jain_wallace", boundaries=True, length_filter=True)
