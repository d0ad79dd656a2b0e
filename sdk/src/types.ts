import type { components, operations } from './schema.js';

type Schemas = components['schemas'];

/** One person with one garment. */
export type Tryon = Schemas['Tryon'];
/** A try-on that ended well: `output` holds its pictures. */
export type CompletedTryon = Tryon & { status: 'completed' };
export type TryonStatus = Schemas['TryonStatus'];
export type TryonError = Schemas['TryonError'];
export type TryonErrorCode = Schemas['TryonErrorCode'];
export type TryonWarning = Schemas['TryonWarning'];
export type Progress = Schemas['Progress'];
export type ProgressStage = Schemas['ProgressStage'];
export type OutputPicture = Schemas['OutputPicture'];
export type Category = Schemas['Category'];
export type Mode = Schemas['Mode'];
export type GarmentPhotoType = Schemas['GarmentPhotoType'];
export type OutputFormat = Schemas['OutputFormat'];
export type ModerationLevel = Schemas['ModerationLevel'];
export type Rating = Schemas['Rating'];
export type Metadata = Schemas['Metadata'];
/** An uploaded picture. */
export type Image = Schemas['Image'];
/** The receipt of an erasure, to show to the shopper. */
export type Erasure = Schemas['Erasure'];
/** That a shopper agreed: to which words, in which language, when. */
export type ConsentRecord = Schemas['ConsentRecord'];
export type PhotoHandover = Schemas['PhotoHandover'];
export type PhotoHandoverStatus = Schemas['PhotoHandoverStatus'];
/** What `photoHandovers.create` sends. */
export type CreatePhotoHandoverParams = Schemas['CreatePhotoHandoverRequest'];
/** What the phone's page shows. */
export type HandoverPage = Schemas['HandoverPage'];
export type WidgetConfig = Schemas['WidgetConfig'];
export type WidgetEvent = Schemas['WidgetEvent'];
export type WidgetEventName = Schemas['WidgetEventName'];
/** What `widget.recordEvents` sends. */
export type WidgetEventBatch = Schemas['WidgetEventBatch'];
export type WidgetEventsAccepted = Schemas['WidgetEventsAccepted'];
export type SandboxModel = Schemas['SandboxModel'];
export type SandboxGarment = Schemas['SandboxGarment'];
/** The body of an error answer, RFC 9457. */
export type Problem = Schemas['Problem'];
export type ProblemCode = Schemas['ProblemCode'];
export type FieldError = Schemas['FieldError'];

/** Bytes of a picture. A stream is read into memory before it is sent, so that a retry can send it again. */
export type ImageFile = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>;

/** A picture: an image's id (`img_…`), an `https` address, a data URI (secret keys only), or the bytes themselves. */
export type ImageInput = string | URL | ImageFile;

/** What `tryons.create` and `tryons.run` send. */
export type CreateTryonParams = Omit<Schemas['CreateTryonRequest'], 'model_image' | 'garment_image'> & {
  /** The person. */
  model_image: ImageInput;
  /** The garment. */
  garment_image: ImageInput;
};

/** What `images.create` sends: the bytes, or the address of a picture for the server to fetch. */
export type CreateImageParams =
  | { file: ImageFile; url?: undefined }
  | { url: string | URL; file?: undefined };

/** Whether a picture is one of ours. */
export type PictureVerification = Schemas['PictureVerification'];
export type VerifyTryonParams = operations['verifyTryon']['parameters']['query'];

export type ListTryonsParams = NonNullable<operations['listTryons']['parameters']['query']>;

/** What was used of a month's quota. */
export type UsageReport = Schemas['Usage'];
export type GetUsageParams = NonNullable<operations['getUsage']['parameters']['query']>;
export type WebhookEndpoint = Schemas['WebhookEndpoint'];
export type WebhookEndpointWithSecret = Schemas['WebhookEndpointWithSecret'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
/** What an endpoint can subscribe to. */
export type WebhookEventType = Schemas['WebhookEventType'];
export type Redelivery = Schemas['Redelivery'];
export type CreateWebhookEndpointParams = Schemas['CreateWebhookEndpointRequest'];
export type UpdateWebhookEndpointParams = Schemas['UpdateWebhookEndpointRequest'];
export type RotateWebhookSecretParams = Schemas['RotateWebhookSecretRequest'];
export type RedeliverWebhooksParams = Schemas['RedeliverWebhooksRequest'];
export type ListWebhookDeliveriesParams = NonNullable<
  operations['listWebhookDeliveries']['parameters']['query']
>;

/** What the API's process sees of what it needs. */
export type HealthReport = Schemas['Health'];
export type ReadinessReport = Schemas['Readiness'];
