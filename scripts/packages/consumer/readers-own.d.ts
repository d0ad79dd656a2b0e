// What the examples of the pages take as given: the reader's own things.
declare const client: import('@tryon/sdk').TryOn;
declare const params: import('@tryon/sdk').CreateTryonParams;
declare const photo: File;
declare const garments: readonly string[];
declare const id: string;
declare const rawBody: string;
declare const request: { readonly headers: Headers };
declare const product: { readonly id: string; readonly imageUrl: string };
declare const cart: { add(product: unknown): Promise<void> };
declare function show(message: string): void;
