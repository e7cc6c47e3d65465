# Reviews of broken glass.
reviews-verdict = say whether it was justified
