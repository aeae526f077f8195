"""Tests of the CRMs, against real servers on loopback."""
