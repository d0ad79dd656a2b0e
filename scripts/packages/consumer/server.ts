// What a shop's server writes.
import { type CompletedTryon, isTryOnError, TryOn, TryOnFailedError, ValidationError } from '@tryon/sdk';
import { rawClient } from '@tryon/sdk/raw';
import { verifyWebhook, type WebhookEvent } from '@tryon/sdk/webhooks';

export const client = new TryOn({ apiKey: 'sk_test_abc', baseUrl: 'https://tryon.shop.example' });

export async function fit(person: Blob, garment: string): Promise<CompletedTryon> {
  try {
    return await client.tryons.run({ model_image: person, garment_image: garment, category: 'tops' });
  } catch (error) {
    if (error instanceof ValidationError) console.error(error.errors[0]?.pointer);
    if (error instanceof TryOnFailedError && error.code === 'no_person') console.error(error.tryon.id);
    if (isTryOnError(error)) console.error(error.code);
    throw error;
  }
}

export async function hear(request: Request, secret: string): Promise<string | undefined> {
  const event: WebhookEvent = await verifyWebhook(await request.text(), request.headers, secret);
  return event.type === 'tryon.completed' ? event.data.id : undefined;
}

export async function isUp(): Promise<boolean> {
  return (await rawClient(client).GET('/health')).data?.status === 'ok';
}

// Types must arrive as types: were they lost on the way, everything would compile.
// @ts-expect-error not a category
void client.tryons.create({ model_image: 'img_1', garment_image: 'img_2', category: 'hats' });
// @ts-expect-error a result is no string
const _text: string = await client.tryons.get('tryon_1');
