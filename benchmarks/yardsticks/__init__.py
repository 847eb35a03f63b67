"""What ours is measured against: the same work done by as little as possible, on the same server."""
