"""One file a screen. A screen draws what the core says and turns keys into calls; it decides nothing."""
