"""What leaves the program: plans, runs, lists and templates as text, JSON, CSV or workbooks. Decides nothing."""
