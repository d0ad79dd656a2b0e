/**
 * The policy a careful merchant would send: everything is closed, and the try-on service is named where
 * it is needed. Pictures may also be `blob:` and `data:`, which the widget uses for the shopper's own photo.
 *
 * @param apiOrigin origin of the try-on service, as browsers see it
 */
export function contentSecurityPolicy(apiOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${apiOrigin}`,
    "style-src 'self'",
    `img-src 'self' ${apiOrigin} blob: data:`,
    `connect-src 'self' ${apiOrigin} blob: data:`,
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The same for the theme page and the page in its frame: they may frame each other, and nobody else may. */
export function framedContentSecurityPolicy(apiOrigin: string): string {
  return contentSecurityPolicy(apiOrigin).replace(
    "frame-ancestors 'none'",
    "frame-ancestors 'self'; frame-src 'self'",
  );
}

/** All headers that every answer of the shop carries. */
export function securityHeaders(apiOrigin: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(apiOrigin),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    // The widget may offer the camera for the shopper's photo; nothing else is asked for.
    'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
  };
}
