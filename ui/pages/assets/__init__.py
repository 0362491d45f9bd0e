"""The tab of the assets: the register, one asset's card, how they come, wear and leave."""
