"""The releases of the store, in order. A change is another one, never an edit."""
