"""When waves are, what may be published of one, and how a change is reckoned. Pure."""
