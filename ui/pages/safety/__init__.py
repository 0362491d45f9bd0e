"""How safe the book is: its copies, bringing one back, the check, and whether its file is locked."""
