"""Who calls, and whom we call: signed tokens, addresses that may be asked, and SMART App Launch."""
