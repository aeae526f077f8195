"""Invitations, tried with a real mail server on loopback."""
