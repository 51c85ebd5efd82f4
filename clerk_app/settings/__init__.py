"""Policy and preferences, paths, and the keyring vault."""
