"""Files checked in a dry run, then brought into the registry all or nothing."""
