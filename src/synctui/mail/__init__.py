"""Invitations: how a mail is written, handed over and accounted for. SMTP is spoken in ``smtp.py`` alone."""
