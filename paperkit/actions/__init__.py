"""Actions: how each is getting on, its rules, its sentences, its part of a paper."""
