"""One file a step, named after its number: the ``user_version`` it leads to."""
