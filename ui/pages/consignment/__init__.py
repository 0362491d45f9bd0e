"""The tab of consigned goods: others' goods with us, ours at shops."""
