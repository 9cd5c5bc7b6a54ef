"""The pages of the laboratory, of referrals, of appointments and of tasks."""
