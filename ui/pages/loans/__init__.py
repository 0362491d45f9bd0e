"""The tab of the loans: taken and given, what is due, payments."""
