"""Chronicle: news articles become a public, dated, cross-linked record of incidents."""
