"""Tests of the register on SQLite."""
