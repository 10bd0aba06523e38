"""How the measures of a trained run are taken, of a profile's settings."""

from typing import Annotated

from pydantic import Field, Strict

from steady_attention.store.sections import Count, Listed, Positive, section

Part = Annotated[float, Strict(), Field(gt=0.0, le=1.0)]


@section
class Evaluate:
    """How the measures of a trained run are taken."""

    deltas: Listed[Positive]  # variances of the Gaussian noise on one word's embedding
    draws: Count  # of that noise, averaged
    replaced_words: Listed[Count]  # words of a text that are replaced by their nearest neighbour
    rationale_words: Count  # of a text's rationale for comprehensiveness and sufficiency
    rationale_shares: Listed[Part]  # of a text's words; erasure and sensitivity are averaged over these sizes
    sensitivity_texts: Count  # test texts of which the sensitivity is taken
    sensitivity_steps: Count  # of the search for the smallest perturbation
    deleted_words: Count  # largest K of the deletion curves
    tsne_texts: Count  # test texts whose representations are drawn
