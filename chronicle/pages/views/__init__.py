"""Views: small frozen values, each exactly what one template may see (besides `site` and `page`)."""
