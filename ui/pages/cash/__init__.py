"""Cash and bank: every place of money, counted and compared."""
