"""Lean widgets: each draws its own lines from plain values and posts messages; none holds truth."""
