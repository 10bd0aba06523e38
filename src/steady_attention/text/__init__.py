"""From raw text to arrays of word ids, and word vectors for them."""
