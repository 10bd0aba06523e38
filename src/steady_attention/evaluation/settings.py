"""How the measures of a trained run are taken, of a profile's settings."""

from typing import Annotated

from pydantic import Field, Strict

from steady_attention.store.sections import Count, Listed, Positive, Share, section

Part = Annotated[float, Strict(), Field(gt=0.0, le=1.0)]


@section
class Evaluate:
    """How the measures of a trained run are taken."""

    stored_texts: Count  # test texts whose predictions and attention are kept, evenly spaced
    correlated_texts: Count  # test texts of the correlations of attention and gradients, evenly spaced
    measured_texts: Count  # test texts that costly measures look at, evenly spaced
    deltas: Listed[Positive]  # variances of the Gaussian noise on one word's embedding
    draws: Count  # of that noise, averaged
    replaced_words: Listed[Count]  # words of a text that are replaced by their nearest neighbour
    rationale_words: Count  # of a text's rationale for comprehensiveness and sufficiency
    rationale_shares: Listed[Part]  # of a text's words; erasure and sensitivity are averaged over these sizes
    sensitivity_texts: Count  # test texts of which the sensitivity is taken
    sensitivity_steps: Count  # of the search for the smallest perturbation
    deleted_words: Count  # largest K of the deletion curves
    tsne_texts: Count  # test texts whose representations are drawn
    integration_steps: Count  # of integrated gradients
    explanation_texts: Count  # test texts that the measure `explanations` looks at, evenly spaced
    bounded_texts: Count  # test texts whose bounds of AOPC are searched, evenly spaced
    bounded_words: Count  # of the longest text that is searched
    beam: Count  # orders of deletion that the search keeps
    retrained_shares: Listed[Share]  # of a text's words that are removed before a judge is trained anew
    retrained_texts: Count  # training texts of that judge, evenly spaced
