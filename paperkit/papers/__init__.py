"""Papers out: packs, views, sentences, templates, Word, proof."""
