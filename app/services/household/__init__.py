"""What is written in a household book and what travels between it and the group's."""
