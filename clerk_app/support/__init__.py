"""Doctor and diagnostics: runs the checks it is handed."""
