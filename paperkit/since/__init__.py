"""Since the last report: what was published then beside what is known now, each as it was seen."""
