"""The two board papers from which paperkit is made, built again from data."""
