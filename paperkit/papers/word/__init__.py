"""Finish a filled template: values, order, ids, properties, seal."""
