"""The portal: what citizens file online, and what becomes of it."""
