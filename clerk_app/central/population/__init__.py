"""The synthetic population of an invented municipality: people, companies and land, made by rule from small files."""
