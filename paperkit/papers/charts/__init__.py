"""Native Word charts: the look of the house's sample, the data of a figure."""
