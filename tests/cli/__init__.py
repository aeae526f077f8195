"""Tests of the command line; a package, so that its helpers share a name with nobody."""
