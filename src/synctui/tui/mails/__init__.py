"""Invitations in the app: asking for them, the last check, the very mail, sending."""
