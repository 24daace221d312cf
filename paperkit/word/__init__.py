"""Word files: template, fill, finish, charts, proof, outline. Knows no board."""
