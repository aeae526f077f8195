"""Tests of cleaning; a package, so that its fixtures are its own."""
