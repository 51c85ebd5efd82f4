"""The screens, one file each; a screen is a pure view that its maker gives what it needs."""
