"""The real program in a real pseudo-terminal: signals, closed and frozen terminals, odd keys, sizes and kinds."""
