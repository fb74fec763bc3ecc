"""Views: small frozen values, each exactly what one template may see (besides `site` and `page`).

They are named tuples, which every build imports and makes sooner than dataclasses. A part of a view with a field called
`count`, as a method of tuples is, is a dataclass.
"""
