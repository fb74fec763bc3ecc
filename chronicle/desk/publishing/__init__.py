"""A site becomes a commit on the branch that Pages serves."""
