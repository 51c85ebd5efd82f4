"""The centre's test authority: certificates, time stamps, and whether a certificate holds."""
