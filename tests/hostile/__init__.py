"""What somebody could write into a documentary so that it runs at its visitors: attacks, and where they are put."""
