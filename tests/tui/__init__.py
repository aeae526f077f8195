"""Tests of the app; a package, so that its fixtures are its own."""
