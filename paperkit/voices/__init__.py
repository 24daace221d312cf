"""What groups and partners say: rules, sentences, their part of a paper."""
