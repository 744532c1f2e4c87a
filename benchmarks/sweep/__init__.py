"""How long a year of an outlet takes to plan and to discover, and how much memory."""
