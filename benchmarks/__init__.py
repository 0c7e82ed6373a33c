"""Measurements anyone can repeat: crawl and read speed, accuracy on real and made material."""
