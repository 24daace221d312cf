"""From one workbook, or YAML, to Word papers that a Health and Wellbeing Board can file.

The library does all that the command does: see ``paperkit.pipeline``.
"""
