"""What the Clients screen is made of: its list, its bar, its guide, and what can be done to clients by hand."""
