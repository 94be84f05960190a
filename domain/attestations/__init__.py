"""Attestations: a gateway's word for who asks, checked by the case that is asked."""
