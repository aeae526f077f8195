"""The command line: the only room that knows concrete sources and registers. Data on stdout, talk on stderr."""
