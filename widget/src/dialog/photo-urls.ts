/** Addresses of the shopper's own photos, to look at; each holds its photo in memory until it is let go. */
export class PhotoUrls {
  private readonly urls = new Set<string>();

  create(photo: Blob): string {
    const url = URL.createObjectURL(photo);
    this.urls.add(url);
    return url;
  }

  keepOnly(wanted: readonly (string | undefined)[]): void {
    for (const url of this.urls) {
      if (wanted.includes(url)) continue;
      URL.revokeObjectURL(url);
      this.urls.delete(url);
    }
  }
}
