"""The tab of members' savings: what each has, an evening of all, interest."""
