// Generated from openapi.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a picture
         * @description Takes the file itself (`multipart/form-data`) or the `https` address of one. JPEG, PNG, WebP and AVIF are
         *     told by their content, not their name; at most 10 MB and 16.7 megapixels, at least 64 px on each side. The picture is turned upright, stripped of
         *     all metadata (EXIF and GPS among it), converted to sRGB and scaled to at most 1536 px on its longest side.
         *
         *     With a publishable key the answer carries a `client_token`: keep it and send it as `TryOn-Client-Token` with
         *     later calls of the same visitor.
         */
        post: operations["createImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/{image_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                image_id: components["parameters"]["ImageId"];
            };
            cookie?: never;
        };
        /** Read a picture's facts and a fresh link to it */
        get: operations["getImage"];
        put?: never;
        post?: never;
        /**
         * Erase a picture
         * @description Nobody is shown the file any more when this answers; it is removed at once, or by a sweep within minutes where the
         *     storage is away. A remote provider that was given it is asked to erase its copies. Try-ons made with it stay; a try-on that still waits for it fails with
         *     `image_unreadable` and costs nothing. Answers a receipt to show to the shopper. Erasing an image twice answers 404
         *     the second time.
         */
        delete: operations["deleteImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tryons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List try-ons, newest first */
        get: operations["listTryons"];
        put?: never;
        /**
         * Start a try-on
         * @description Answers `202` as soon as the try-on is safely stored; follow it with `streamTryonEvents` or by reading it.
         *     The pictures are given as ids of uploaded images, as `https` addresses, as data URIs (secret keys, up to 2 MB),
         *     or as the files themselves with `multipart/form-data`.
         *
         *     **Outfits.** `model_image` may also be the id of a completed try-on of the same visitor (of the same merchant, with
         *     a secret key): its first picture is the person, so that trousers go onto the picture that has the shirt on
         *     already. The new try-on takes a copy of that picture: what becomes of the first one later does not stop it, but
         *     erasing the first one erases it, too.
         *
         *     One unit of the month's quota is reserved per sample and settled when the try-on ends: a failed or canceled
         *     try-on costs nothing.
         */
        post: operations["createTryon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tryons/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is this picture one of ours?
         * @description Looks a picture up by the SHA-256 of its file, byte for byte as it was downloaded; a copy that was cropped,
         *     resized or encoded anew has another hash, and is not found. Anybody may ask, without a key. A secret key is also
         *     told which of its merchant's own try-ons it is, in the key's mode, until that try-on is erased; nobody else
         *     learns whose picture it is.
         *
         *     `ours: false` says only that the file is not one of ours as it was served. Pictures also say themselves how they
         *     came about, in their XMP.
         */
        get: operations["verifyTryon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tryons/{tryon_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        /**
         * Read a try-on
         * @description Each read renews the links in `output`.
         */
        get: operations["getTryon"];
        put?: never;
        post?: never;
        /**
         * Erase a try-on, its photos and its result
         * @description Erases the person's photo, the result in every size, and the garment picture if it was uploaded for this
         *     try-on alone, and does the same with every try-on that was based on it, since its person is this picture. One that
         *     has not ended is canceled first. Afterwards the try-on answers 404; what remains is a line for the bill without
         *     any picture. Answers a receipt to show to the shopper.
         */
        delete: operations["deleteTryon"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tryons/{tryon_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a try-on
         * @description One that has already ended answers 409 `tryon_already_ended`; a repetition under the same idempotency key answers
         *     what the first one did. A canceled try-on costs nothing.
         */
        post: operations["cancelTryon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tryons/{tryon_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        /**
         * Follow a try-on as server-sent events
         * @description Each event is named `tryon`, carries the whole try-on as JSON and has a rising `id`; a reconnect with
         *     `Last-Event-ID` continues after it. While the try-on waits, an event without an `id` tells each new place in the
         *     queue. A comment line every 15 seconds keeps proxies awake. The stream closes
         *     after `completed`, `failed` or `canceled`.
         */
        get: operations["streamTryonEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tryons/{tryon_id}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether the picture is good
         * @description Only a completed try-on can be rated. A second rating replaces the first.
         */
        put: operations["rateTryon"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase everything of a visitor
         * @description All that was created with the visitor's token, in one go: their try-ons and what is based on them, those that are
         *     still being made (they are canceled), their photos, and what their phone was asked for. A request of theirs that began
         *     before and is still under way comes to nothing, so that nothing can arrive after the receipt. The token goes on
         *     working for what comes later.
         *
         *     A page may make its visitor's token itself, before the first upload, so that even an upload whose answer never came
         *     can be erased: `ct_` and 26 random characters of `0-9a-z` from a secure source. With a secret key, the header says
         *     whose things are meant, such as those of a customer who closes their account.
         */
        post: operations["createErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures/{erasure_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                erasure_id: components["parameters"]["ErasureId"];
            };
            cookie?: never;
        };
        /**
         * Confirm the receipt of an erasure
         * @description For a merchant whom a shopper asks about a receipt: what was erased, and when. Receipts are kept for 400 days.
         */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photo-handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a photo from the shopper's phone
         * @description Answers an address to show as a QR code. Whoever opens it on their phone may send one photo, within ten minutes.
         *     Follow it with `getPhotoHandover` every two seconds or so. The photo then belongs to the visitor who asked, as if
         *     they had uploaded it here.
         */
        post: operations["createPhotoHandover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photo-handovers/{photo_handover_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        /** Has the phone sent its photo? */
        get: operations["getPhotoHandover"];
        put?: never;
        post?: never;
        /**
         * Take the question back
         * @description The phone can send nothing any more. A photo that it has sent already stays: erase that with `deleteImage`.
         */
        delete: operations["deletePhotoHandover"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photo-handovers/{photo_handover_id}/page": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        /**
         * What the phone's page shows
         * @description The first read marks the hand-over as `opened`.
         */
        get: operations["getHandoverPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photo-handovers/{photo_handover_id}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Send the photo from the phone
         * @description One photo, once: sending the same file again answers the same, another one 409 `handover_used`. The rules for pictures
         *     are those of `createImage`.
         */
        put: operations["receiveHandoverPhoto"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/widget/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the widget's configuration for this key and page
         * @description Asked once before the button appears. Answers 403 `origin_not_allowed` on a page whose origin is not on the
         *     key's list, and the widget then stays away.
         */
        get: operations["getWidgetConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/widget/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what visitors do with the widget
         * @description In batches, and made for `navigator.sendBeacon`: the key may stand in the address and the JSON may come as
         *     `text/plain`, so that no preflight is needed. Nothing here names a person: see `visitor_id`. The same event sent
         *     twice counts once. Use the id of a batch's events again when it is sent again.
         *
         *     Each event is judged by itself: one that is not as described is named in `rejected`, and the others are kept. Do not
         *     send a rejected one again. Only a batch that is none (no list, too long, no visitor) is refused as a whole.
         */
        post: operations["recordWidgetEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what was used of a month's quota
         * @description A period is a calendar month in UTC. `used` counts samples of completed try-ons, which is what is charged; `reserved`
         *     those that are still being made. Calls are counted in batches, so that the newest seconds may be missing.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhook endpoints
         * @description All of them, oldest first; there are at most 16.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Register a webhook endpoint
         * @description The answer carries the signing `secret`, which is never shown again. A live key's endpoints hear of live try-ons, a
         *     test key's of test ones. The address must be public and `https`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhook_endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        /** Read a webhook endpoint */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description What was still to be delivered to it is given up.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description Enabling one that was disabled forgets its failures; replay what it missed with `redeliverWebhooks`.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhook_endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook endpoint a new secret
         * @description During the overlap every webhook carries a signature of either secret, so that receivers can change over one by one.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhook_endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event to a webhook endpoint
         * @description Sends `webhook_endpoint.test`, whatever it subscribes to; see its delivery for what came of it.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhook_endpoint_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        /**
         * List what was sent to a webhook endpoint, newest first
         * @description Every attempt with its request, the answer's code, how long it took and how its body began. Kept for 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhook_endpoint_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the events of a time range once more
         * @description Each event at most once, oldest first, under its own `webhook-id`, so that a receiver that keeps ids does nothing
         *     twice. What is still on its way is left alone. At most 1,000 at a time; ask again with `next_cursor` while `has_more` is
         *     true.
         */
        post: operations["redeliverWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{webhook_delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_delivery_id: components["parameters"]["WebhookDeliveryId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one event once more
         * @description A new delivery of the same event, under the same `webhook-id`.
         */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the stand-in models
         * @description Computer-made people; nobody real is shown. Their ids work as `model_image` with test keys.
         */
        get: operations["listSandboxModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/garments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sandbox garments
         * @description Their ids work as `garment_image` with test keys.
         */
        get: operations["listSandboxGarments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/provider-callbacks/{provider}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A provider says that a run has ended
         * @description For the remote providers themselves; nothing for shops. The address is made for one run and cannot be guessed, and
         *     where the provider signs what it sends, the signature is checked. Even then what is sent is neither believed nor
         *     kept: the run is only asked for at once instead of a little later. Answers the same to a second or a late call. A
         *     body above a megabyte (pictures within it) is read past.
         */
        post: operations["receiveProviderCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive, and what does it see?
         * @description Always 200 while the process can answer; `status` says whether something it needs is missing.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Should this process get traffic?
         * @description 200 when PostgreSQL and the queue can be reached; 503 when not, and as soon as the process is told to stop.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "tryon.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A try-on has its pictures */
        post: operations["onTryonCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "tryon.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A try-on failed, and cost nothing */
        post: operations["onTryonFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "tryon.canceled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A try-on was canceled, and cost nothing */
        post: operations["onTryonCanceled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "quota.threshold_reached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 80 or 100 percent of a month's quota are used; each once a month */
        post: operations["onQuotaThresholdReached"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook_endpoint.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another of your endpoints was disabled */
        post: operations["onWebhookEndpointDisabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook_endpoint.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** You asked for a test */
        post: operations["onWebhookEndpointTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description An image's id. With test keys also `img_sandbox_…` (stand-ins) and `img_test_…` (failures on purpose).
         * @example img_01k0x2m9v3q8r7s6t5p4n3m2k1
         */
        ImageId: string;
        /** @example tryon_01k0x2m9v3q8r7s6t5p4n3m2k1 */
        TryonId: string;
        /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
        Sha256: string;
        /**
         * @example {
         *       "ours": true,
         *       "created_at": "2026-11-21T09:30:08.000Z",
         *       "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
         *       "tryon_id": "tryon_01k0x2m9v3q8r7s6t5p4n3m2k1"
         *     }
         * @example {
         *       "ours": false
         *     }
         */
        PictureVerification: {
            /**
             * @description Whether the file is a result of TryOn as it was served.
             * @example true
             */
            ours: boolean;
            /** @description When it was made; only the day once its try-on has been erased. Left out when it is not ours. */
            created_at?: components["schemas"]["Timestamp"];
            /**
             * Format: uri
             * @description How it came about, as the IPTC calls it: `compositeWithTrainedAlgorithmicMedia` for a generative provider's
             *     picture, `composite` for the preview engine's. Left out when it is not ours.
             * @example http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia
             */
            digital_source_type?: string;
            /** @description Only for a secret key whose own try-on it is. */
            tryon_id?: components["schemas"]["TryonId"];
        };
        /**
         * Format: date-time
         * @description RFC 3339, UTC.
         * @example 2026-11-21T09:30:00.000Z
         */
        Timestamp: string;
        /**
         * @description An uploaded image's id (`img_…`), an `https` address, or a data URI (secret keys only, at most 2 MB).
         *
         *     With test keys these ids give an outcome on purpose: `img_test_no_person`, `img_test_person_occluded`,
         *     `img_test_garment_not_found`, `img_test_garment_occluded`, `img_test_image_unreadable`,
         *     `img_test_content_moderated`, `img_test_provider_error`, `img_test_provider_timeout`, `img_test_timeout`,
         *     `img_test_internal_error`, `img_test_slow` (works, after 20 seconds).
         * @example img_01k0x2m9v3q8r7s6t5p4n3m2k1
         * @example https://shop.example/pictures/tee-navy.jpg
         */
        ImageReference: string;
        /**
         * @description As an `ImageReference`, or the id of a completed try-on (`tryon_…`) of the same visitor, or of the same merchant with
         *     a secret key: its first picture is the person.
         * @example img_01k0x2m9v3q8r7s6t5p4n3m2k1
         * @example tryon_01k0x2m9v3q8r7s6t5p4n3m2k1
         */
        PersonReference: string;
        /**
         * @description What kind of garment it is. `auto` tells it from the picture.
         * @example tops
         * @enum {string}
         */
        Category: "auto" | "tops" | "bottoms" | "one-pieces";
        /**
         * @description Speed against quality. The preview engine has one mode and takes all three.
         * @example balanced
         * @enum {string}
         */
        Mode: "performance" | "balanced" | "quality";
        /**
         * @description Whether the garment lies flat (or on an invisible model) or is worn by a person. `auto` looks.
         * @example auto
         * @enum {string}
         */
        GarmentPhotoType: "auto" | "flat-lay" | "model";
        /**
         * @example webp
         * @enum {string}
         */
        OutputFormat: "png" | "jpeg" | "webp";
        /**
         * @example conservative
         * @enum {string}
         */
        ModerationLevel: "conservative" | "permissive" | "none";
        /**
         * @description Up to 20 strings of your own (an order, a product), given back with the try-on. No personal data, please.
         * @example {
         *       "product_id": "sku-1042"
         *     }
         */
        Metadata: {
            [key: string]: string;
        };
        /**
         * @example {
         *       "url": "https://shop.example/pictures/tee-navy.jpg"
         *     }
         */
        CreateImageRequest: {
            /**
             * @description The picture's `https` address, reachable from the internet.
             * @example https://shop.example/pictures/tee-navy.jpg
             */
            url: string;
        };
        /**
         * @example {
         *       "file": "(the bytes of a JPEG)"
         *     }
         */
        CreateImageForm: {
            /**
             * Format: binary
             * @description The picture itself.
             */
            file: string;
        };
        /**
         * @description A try-on to make.
         * @example {
         *       "model_image": "img_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "garment_image": "https://shop.example/pictures/tee-navy.jpg",
         *       "category": "tops"
         *     }
         */
        CreateTryonRequest: {
            model_image: components["schemas"]["PersonReference"];
            garment_image: components["schemas"]["ImageReference"];
            /** @default auto */
            category: components["schemas"]["Category"];
            /** @default balanced */
            mode: components["schemas"]["Mode"];
            /** @default auto */
            garment_photo_type: components["schemas"]["GarmentPhotoType"];
            /**
             * @description The same seed and pictures give the same result, where the provider can. Random if left out.
             * @example 42
             */
            seed?: number;
            /**
             * @description How many pictures to make. The preview engine makes one and charges one, with a warning.
             * @default 1
             * @example 1
             */
            num_samples: number;
            /** @default webp */
            output_format: components["schemas"]["OutputFormat"];
            /** @default conservative */
            moderation_level: components["schemas"]["ModerationLevel"];
            consent?: components["schemas"]["ConsentRecord"];
            metadata?: components["schemas"]["Metadata"];
        };
        /**
         * @description The same as JSON, but `model_image` and `garment_image` may be files; `metadata` and `consent` are JSON objects as text.
         * @example {
         *       "model_image": "(the bytes of a JPEG)",
         *       "garment_image": "(the bytes of a PNG)",
         *       "category": "tops"
         *     }
         */
        CreateTryonForm: {
            /**
             * @description A file, or a person reference as text.
             * @example (the bytes of a JPEG)
             */
            model_image: string;
            /**
             * @description A file, or an image reference as text.
             * @example (the bytes of a PNG)
             */
            garment_image: string;
            /** @default auto */
            category: components["schemas"]["Category"];
            /** @default balanced */
            mode: components["schemas"]["Mode"];
            /** @default auto */
            garment_photo_type: components["schemas"]["GarmentPhotoType"];
            /**
             * @description The same seed and pictures give the same result, where the provider can. Random if left out.
             * @example 42
             */
            seed?: number;
            /**
             * @description How many pictures to make. The preview engine makes one and charges one, with a warning.
             * @default 1
             * @example 1
             */
            num_samples: number;
            /** @default webp */
            output_format: components["schemas"]["OutputFormat"];
            /** @default conservative */
            moderation_level: components["schemas"]["ModerationLevel"];
            consent?: components["schemas"]["ConsentRecord"];
            metadata?: components["schemas"]["Metadata"];
        };
        /**
         * @example {
         *       "id": "img_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "url": "http://127.0.0.1:4600/files/eyJr",
         *       "url_expires_at": "2026-11-21T09:45:00.000Z",
         *       "width": 1024,
         *       "height": 1536,
         *       "content_type": "image/jpeg",
         *       "size_bytes": 183204,
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "livemode": false,
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "expires_at": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Image: {
            id: components["schemas"]["ImageId"];
            /**
             * Format: uri
             * @description A signed link to the stored picture.
             * @example http://127.0.0.1:4600/files/eyJr
             */
            url: string;
            url_expires_at: components["schemas"]["Timestamp"];
            /**
             * @description Pixels.
             * @example 1024
             */
            width: number;
            /**
             * @description Pixels.
             * @example 1536
             */
            height: number;
            content_type: components["schemas"]["PictureType"];
            /** @example 183204 */
            size_bytes: number;
            /**
             * @description Of the stored bytes.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /**
             * @description Made with a live key.
             * @example false
             */
            livemode: boolean;
            created_at: components["schemas"]["Timestamp"];
            /** @description When the picture is erased by itself. */
            expires_at: components["schemas"]["Timestamp"];
            client_token?: components["schemas"]["ClientTokenValue"];
        };
        /**
         * @example image/jpeg
         * @enum {string}
         */
        PictureType: "image/jpeg" | "image/png" | "image/webp";
        /**
         * @description Only in the answer to a creation with a publishable key. Keep it for this visitor.
         * @example ct_4f1hq7s9zt0m3n8w2c5x6v7b8k
         */
        ClientTokenValue: string;
        /**
         * @example processing
         * @enum {string}
         */
        TryonStatus: "queued" | "processing" | "completed" | "failed" | "canceled";
        /**
         * @description `queued` waits for a worker, or for a provider with room, `preparing` reads the pictures, `generating` makes the new one, `finishing`
         *     checks and stores it, `ended` is over.
         * @example generating
         * @enum {string}
         */
        ProgressStage: "queued" | "preparing" | "generating" | "finishing" | "ended";
        /**
         * @example {
         *       "stage": "generating",
         *       "percent": 55
         *     }
         */
        Progress: {
            stage: components["schemas"]["ProgressStage"];
            /** @example 55 */
            percent: number;
            /**
             * @description How many try-ons are before this one; only while `queued`.
             * @example 3
             */
            queue_position?: number;
        };
        /**
         * @example {
         *       "url": "http://127.0.0.1:4600/files/eyJr",
         *       "width": 1024,
         *       "height": 1536,
         *       "content_type": "image/webp",
         *       "expires_at": "2026-11-21T09:45:00.000Z"
         *     }
         */
        OutputPicture: {
            /**
             * Format: uri
             * @description A signed link that works until `expires_at`; read the try-on again for a new one.
             * @example http://127.0.0.1:4600/files/eyJr
             */
            url: string;
            /**
             * @description Pixels.
             * @example 1024
             */
            width: number;
            /**
             * @description Pixels.
             * @example 1536
             */
            height: number;
            content_type: components["schemas"]["PictureType"];
            expires_at: components["schemas"]["Timestamp"];
        };
        /**
         * @example {
         *       "code": "long_sleeves_replaced",
         *       "message": "The old sleeves were longer than the new ones; the arms are painted in."
         *     }
         */
        TryonWarning: {
            /**
             * @description An open set; treat unknown codes as information.
             * @example long_sleeves_replaced
             */
            code: string;
            /** @example The old sleeves were longer than the new ones; the arms are painted in. */
            message: string;
        };
        /**
         * @description Why a try-on failed. New codes may be added.
         * @example no_person
         * @enum {string}
         */
        TryonErrorCode: "no_person" | "person_occluded" | "legs_not_visible" | "garment_not_found" | "garment_occluded" | "unsupported_category" | "image_unreadable" | "content_moderated" | "provider_error" | "provider_timeout" | "timeout" | "internal_error";
        /**
         * @example {
         *       "code": "no_person",
         *       "message": "No person could be seen. Use a photo that shows one person from the front.",
         *       "retryable": false
         *     }
         */
        TryonError: {
            code: components["schemas"]["TryonErrorCode"];
            /**
             * @description For people; says what to do.
             * @example No person could be seen. Use a photo that shows one person from the front.
             */
            message: string;
            /**
             * @description Whether the same try-on may work if it is made again.
             * @example false
             */
            retryable: boolean;
        };
        /**
         * @example {
         *       "rating": "down",
         *       "reason": "wrong_fit"
         *     }
         */
        Rating: {
            /**
             * @example up
             * @enum {string}
             */
            rating: "up" | "down";
            /**
             * @example wrong_fit
             * @enum {string}
             */
            reason?: "wrong_fit" | "wrong_color" | "body_changed" | "face_changed" | "poor_quality" | "other";
        };
        /**
         * @description One person with one garment.
         * @example {
         *       "id": "tryon_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "status": "processing",
         *       "livemode": false,
         *       "category": "tops",
         *       "mode": "balanced",
         *       "garment_photo_type": "auto",
         *       "seed": 42,
         *       "num_samples": 1,
         *       "output_format": "webp",
         *       "moderation_level": "conservative",
         *       "model_image": "img_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "garment_image": "img_01k0x2m9v3q8r7s6t5p4n3m2k2",
         *       "progress": {
         *         "stage": "generating",
         *         "percent": 55
         *       },
         *       "output": [],
         *       "warnings": [],
         *       "error": null,
         *       "rating": null,
         *       "consent": null,
         *       "based_on": null,
         *       "metadata": {},
         *       "request_id": "req_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "updated_at": "2026-11-21T09:30:01.000Z",
         *       "started_at": "2026-11-21T09:30:00.200Z",
         *       "ended_at": null,
         *       "expires_at": "2026-12-21T09:30:00.000Z"
         *     }
         */
        Tryon: {
            id: components["schemas"]["TryonId"];
            status: components["schemas"]["TryonStatus"];
            /**
             * @description Made with a live key.
             * @example false
             */
            livemode: boolean;
            /** @description As asked; where `auto` was asked, what was found once the try-on is completed. */
            category: components["schemas"]["Category"];
            mode: components["schemas"]["Mode"];
            /** @description As asked; where `auto` was asked, what was found once the try-on is completed. */
            garment_photo_type: components["schemas"]["GarmentPhotoType"];
            /** @example 42 */
            seed: number;
            /** @example 1 */
            num_samples: number;
            output_format: components["schemas"]["OutputFormat"];
            moderation_level: components["schemas"]["ModerationLevel"];
            /** @description The person's image; `null` once it is erased. */
            model_image: components["schemas"]["ImageId"] | null;
            /** @description The garment's image; `null` once it is erased. */
            garment_image: components["schemas"]["ImageId"] | null;
            progress: components["schemas"]["Progress"];
            /** @description The pictures; empty until `completed`. */
            output: components["schemas"]["OutputPicture"][];
            warnings: components["schemas"]["TryonWarning"][];
            /** @description Set when `failed`. */
            error: components["schemas"]["TryonError"] | null;
            rating: components["schemas"]["Rating"] | null;
            /** @description What the shopper agreed to; `null` when nothing was said of it. */
            consent: components["schemas"]["ConsentRecord"] | null;
            /** @description The try-on whose picture is the person of this one; `null` when the person came as a photo. */
            based_on: components["schemas"]["TryonId"] | null;
            metadata: components["schemas"]["Metadata"];
            /**
             * @description Of the request that created it.
             * @example req_01k0x2m9v3q8r7s6t5p4n3m2k1
             */
            request_id: string;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /** @description When a worker first took it. */
            started_at: components["schemas"]["Timestamp"] | null;
            ended_at: components["schemas"]["Timestamp"] | null;
            /** @description When the result is erased by itself. */
            expires_at: components["schemas"]["Timestamp"];
            /**
             * @description Who makes the picture, or made it; `preview` is our own engine. With secret keys only, where it is read.
             * @example fal
             */
            provider?: string;
            /** @description What it cost at a remote provider; `null` if none was asked. With secret keys only, where it is read. */
            cost?: components["schemas"]["TryonCost"] | null;
            client_token?: components["schemas"]["ClientTokenValue"];
        };
        /**
         * @description What a try-on cost at a remote provider, all of its runs together.
         * @example {
         *       "amount_micros": 75000,
         *       "currency": "USD",
         *       "estimated": false
         *     }
         */
        TryonCost: {
            /**
             * @description Millionths of the currency.
             * @example 75000
             */
            amount_micros: number;
            /**
             * @example USD
             * @enum {string}
             */
            currency: "USD";
            /**
             * @description Some of it is what it may cost at most: the provider has not said yet, or never will.
             * @example false
             */
            estimated: boolean;
        };
        /**
         * @example {
         *       "data": [],
         *       "has_more": false,
         *       "next_cursor": null
         *     }
         */
        TryonPage: {
            data: components["schemas"]["Tryon"][];
            /** @example false */
            has_more: boolean;
            /** @example tryon_01k0x2m9v3q8r7s6t5p4n3m2k1 */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "merchant_name": "Demo shop",
         *       "livemode": false,
         *       "theme": "auto",
         *       "consent": {
         *         "version": "2026-11-2",
         *         "text": null,
         *         "photo_retention_hours": 24,
         *         "privacy_url": null
         *       },
         *       "analytics": {
         *         "enabled": true,
         *         "holdout_percent": 0
         *       },
         *       "categories": [
         *         "tops",
         *         "bottoms",
         *         "one-pieces"
         *       ],
         *       "sandbox_models": true,
         *       "max_image_bytes": 10000000
         *     }
         */
        WidgetConfig: {
            /** @example Demo shop */
            merchant_name: string;
            /** @example false */
            livemode: boolean;
            /**
             * @example auto
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
            consent: components["schemas"]["Consent"];
            analytics: components["schemas"]["AnalyticsConfig"];
            /**
             * @description The categories that can be tried on; the widget hides itself on others.
             * @example [
             *       "tops"
             *     ]
             */
            categories: ("tops" | "bottoms" | "one-pieces")[];
            /**
             * @description Whether stand-in models may be offered.
             * @example true
             */
            sandbox_models: boolean;
            /** @example 10000000 */
            max_image_bytes: number;
        };
        /**
         * @description What a shopper is asked to agree to.
         * @example {
         *       "version": "2026-11-2",
         *       "text": null,
         *       "photo_retention_hours": 24,
         *       "privacy_url": null
         *     }
         * @example {
         *       "version": "shop-3",
         *       "text": "Your photo is used only to make this picture and is erased within 24 hours.",
         *       "photo_retention_hours": 24,
         *       "privacy_url": "https://shop.example/privacy"
         *     }
         */
        Consent: {
            /**
             * @description Names the words; goes into the consent record.
             * @example 2026-11-2
             */
            version: string;
            /**
             * @description The merchant's own words, as plain text beside the box that the shopper ticks. `null` for the widget's own, which
             *     it says in the shopper's language.
             * @example null
             */
            text: string | null;
            /** @example 24 */
            photo_retention_hours: number;
            /**
             * Format: uri
             * @example https://shop.example/privacy
             */
            privacy_url: string | null;
        };
        /**
         * @description That a shopper agreed: to which words, in which language, and when. Kept with what they agreed to, and erased with it.
         * @example {
         *       "version": "2026-11-2",
         *       "locale": "de-CH",
         *       "agreed_at": "2026-11-21T09:29:41.000Z"
         *     }
         */
        ConsentRecord: {
            /**
             * @description Of the words; from the widget's configuration.
             * @example 2026-11-2
             */
            version: string;
            /**
             * @description The language in which they were shown, as BCP 47 has it.
             * @example de-CH
             */
            locale: string;
            /** @description By the shopper's own clock; a time to come is stored as now. */
            agreed_at: components["schemas"]["Timestamp"];
        };
        /**
         * @example {
         *       "enabled": true,
         *       "holdout_percent": 0
         *     }
         */
        AnalyticsConfig: {
            /**
             * @description Whether `recordWidgetEvents` keeps what it is sent.
             * @example true
             */
            enabled: boolean;
            /**
             * @description The share of visitors who are never shown the button, so that what it does for sales can be measured.
             * @example 10
             */
            holdout_percent: number;
        };
        /** @example ers_01k0x2m9v3q8r7s6t5p4n3m2k1 */
        ErasureId: string;
        /**
         * @description The receipt of an erasure. It names nothing and nobody; a merchant can confirm it by its id (`getErasure`).
         * @example {
         *       "id": "ers_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "erased_at": "2026-11-21T09:35:00.000Z",
         *       "tryons": 1,
         *       "photos": 1,
         *       "pictures": 1,
         *       "provider_copies": "none"
         *     }
         */
        Erasure: {
            id: components["schemas"]["ErasureId"];
            erased_at: components["schemas"]["Timestamp"];
            /**
             * @description Try-ons erased: the one asked for, and those based on it.
             * @example 1
             */
            tryons: number;
            /**
             * @description Uploaded pictures erased now. One that another try-on is still waiting for goes when that has ended, and one that
             *     was gone before is not counted again.
             * @example 1
             */
            photos: number;
            /**
             * @description Results erased.
             * @example 1
             */
            pictures: number;
            /**
             * @description `requested` when a remote provider took part: it is asked to erase its copies where it can be asked, and else they go
             *     by their age there. `none` when no copy of the shopper's left our house.
             * @example none
             * @enum {string}
             */
            provider_copies: "none" | "requested";
        };
        /** @example pho_01k0x2m9v3q8r7s6t5p4n3m2k1 */
        PhotoHandoverId: string;
        /**
         * @description `waiting` for a phone, `opened` on one, `received` with its photo, `expired` without.
         * @example waiting
         * @enum {string}
         */
        PhotoHandoverStatus: "waiting" | "opened" | "received" | "expired";
        /**
         * @example {
         *       "consent": {
         *         "version": "2026-11-2",
         *         "locale": "de-CH",
         *         "agreed_at": "2026-11-21T09:29:41.000Z"
         *       },
         *       "locale": "de-CH"
         *     }
         */
        CreatePhotoHandoverRequest: {
            consent?: components["schemas"]["ConsentRecord"];
            /**
             * @description The language of the page, for the phone's; the phone's own if left out.
             * @example de-CH
             */
            locale?: string;
        };
        /**
         * @example {
         *       "id": "pho_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "status": "waiting",
         *       "url": "http://127.0.0.1:4600/handover/pho_01k0x2m9v3q8r7s6t5p4n3m2k1#phs_4f1hq7s9zt0m3n8w2c5x6v7b8k",
         *       "image": null,
         *       "consent": null,
         *       "livemode": false,
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "expires_at": "2026-11-21T09:40:00.000Z"
         *     }
         */
        PhotoHandover: {
            id: components["schemas"]["PhotoHandoverId"];
            status: components["schemas"]["PhotoHandoverStatus"];
            /**
             * Format: uri
             * @description What the QR code says; only in the answer to its creation. Its fragment is the secret with which the phone sends the
             *     photo: browsers send no fragment to any server.
             * @example http://127.0.0.1:4600/handover/pho_01k0x2m9v3q8r7s6t5p4n3m2k1#phs_4f1hq7s9zt0m3n8w2c5x6v7b8k
             */
            url: string | null;
            /** @description The photo, once it is `received`; it belongs to the visitor who asked for it. `null` again once it is erased. */
            image: components["schemas"]["Image"] | null;
            consent: components["schemas"]["ConsentRecord"] | null;
            /** @example false */
            livemode: boolean;
            created_at: components["schemas"]["Timestamp"];
            /** @description Ten minutes after its creation. A photo that was received by then stays for its own time. */
            expires_at: components["schemas"]["Timestamp"];
            client_token?: components["schemas"]["ClientTokenValue"];
        };
        /**
         * @description What the phone's page needs to know.
         * @example {
         *       "status": "opened",
         *       "merchant_name": "Demo shop",
         *       "livemode": false,
         *       "theme": "auto",
         *       "locale": "de-CH",
         *       "consent": {
         *         "version": "2026-11-2",
         *         "text": null,
         *         "photo_retention_hours": 24,
         *         "privacy_url": null
         *       },
         *       "agreed": {
         *         "version": "2026-11-2",
         *         "locale": "de-CH",
         *         "agreed_at": "2026-11-21T09:29:41.000Z"
         *       },
         *       "max_image_bytes": 10000000,
         *       "expires_at": "2026-11-21T09:40:00.000Z"
         *     }
         */
        HandoverPage: {
            status: components["schemas"]["PhotoHandoverStatus"];
            /** @example Demo shop */
            merchant_name: string;
            /** @example false */
            livemode: boolean;
            /**
             * @example auto
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
            /**
             * @description The language of the computer's page; `null` when it did not say.
             * @example de-CH
             */
            locale: string | null;
            consent: components["schemas"]["Consent"];
            /** @description What the shopper agreed to on the computer. */
            agreed: components["schemas"]["ConsentRecord"] | null;
            /** @example 10000000 */
            max_image_bytes: number;
            expires_at: components["schemas"]["Timestamp"];
        };
        /**
         * @example {
         *       "file": "(the bytes of a JPEG)"
         *     }
         */
        HandoverPhotoForm: {
            /**
             * Format: binary
             * @description The photo itself.
             */
            file: string;
        };
        /**
         * @example {
         *       "status": "received"
         *     }
         */
        HandoverReceipt: {
            /**
             * @example received
             * @enum {string}
             */
            status: "received";
        };
        /**
         * @description What happened, in the order in which it usually does. `button_withheld` stands for `button_shown` where the visitor is of
         *     the group that is never shown the button.
         * @example dialog_opened
         * @enum {string}
         */
        WidgetEventName: "button_shown" | "button_withheld" | "dialog_opened" | "consent_given" | "photo_chosen" | "submitted" | "completed" | "failed" | "result_viewed" | "added_to_cart" | "shared" | "downloaded" | "rated" | "photo_deleted" | "dialog_closed";
        /**
         * @example {
         *       "id": "c1f0a9d2b3e44f55",
         *       "name": "dialog_opened",
         *       "occurred_at": "2026-11-21T09:30:00.000Z",
         *       "page_url": "https://shop.example/products/tee-navy",
         *       "product_id": "sku-1042"
         *     }
         */
        WidgetEvent: {
            /**
             * @description Random; the same event sent twice under it counts once.
             * @example c1f0a9d2b3e44f55
             */
            id: string;
            name: components["schemas"]["WidgetEventName"];
            /** @description By the visitor's own clock. Kept within the last 24 hours. */
            occurred_at: components["schemas"]["Timestamp"];
            /**
             * @description Kept without its query and fragment.
             * @example https://shop.example/products/tee-navy
             */
            page_url?: string;
            /** @example sku-1042 */
            product_id?: string;
            tryon_id?: components["schemas"]["TryonId"];
            /**
             * @description Where it came from, such as `camera` of a photo, or `shopify` of a product.
             * @example camera
             */
            source?: string;
            /**
             * @description Why, such as the error of `failed` or the reason of `rated`.
             * @example no_person
             */
            code?: string;
        };
        /**
         * @example {
         *       "visitor_id": "b1e4c8d07f2a4c6e9d13",
         *       "group": "offered",
         *       "events": [
         *         {
         *           "id": "c1f0a9d2b3e44f55",
         *           "name": "dialog_opened",
         *           "occurred_at": "2026-11-21T09:30:00.000Z"
         *         }
         *       ]
         *     }
         */
        WidgetEventBatch: {
            /**
             * @description Random, made in the browser for this shop alone. Kept only as a hash with a secret of the merchant's.
             * @example b1e4c8d07f2a4c6e9d13
             */
            visitor_id: string;
            /**
             * @description Whether the visitor is shown the button (see `holdout_percent`).
             * @example offered
             * @enum {string}
             */
            group: "offered" | "withheld";
            events: components["schemas"]["WidgetEvent"][];
        };
        /**
         * @example {
         *       "accepted": 1,
         *       "rejected": []
         *     }
         * @example {
         *       "accepted": 1,
         *       "rejected": [
         *         {
         *           "index": 1,
         *           "code": "validation_failed",
         *           "pointer": "#/events/1/source",
         *           "detail": "must look like camera"
         *         }
         *       ]
         *     }
         */
        WidgetEventsAccepted: {
            /**
             * @description How many are kept, those that were sent before among them; 0 when the merchant wants no analytics.
             * @example 1
             */
            accepted: number;
            /** @description The events that are not as described, in the batch's order. */
            rejected: components["schemas"]["RejectedEvent"][];
        };
        /**
         * @example {
         *       "index": 1,
         *       "code": "validation_failed",
         *       "pointer": "#/events/1/source",
         *       "detail": "must look like camera"
         *     }
         */
        RejectedEvent: {
            /**
             * @description Its place in the batch, from 0.
             * @example 1
             */
            index: number;
            /**
             * @example validation_failed
             * @enum {string}
             */
            code: "validation_failed";
            /**
             * @description Where the first fault is.
             * @example #/events/1/source
             */
            pointer: string;
            /**
             * @description What is wrong there.
             * @example must look like camera
             */
            detail: string;
        };
        /**
         * @example {
         *       "id": "img_sandbox_amara",
         *       "name": "Amara",
         *       "alt": "A woman in a stone T-shirt and dark jeans",
         *       "url": "http://127.0.0.1:4600/sandbox/models/amara.webp",
         *       "width": 768,
         *       "height": 1152
         *     }
         */
        SandboxModel: {
            id: components["schemas"]["ImageId"];
            /** @example Amara */
            name: string;
            /** @example A woman in a stone T-shirt and dark jeans */
            alt: string;
            /**
             * Format: uri
             * @example http://127.0.0.1:4600/sandbox/models/amara.webp
             */
            url: string;
            /** @example 768 */
            width: number;
            /** @example 1152 */
            height: number;
        };
        /**
         * @example {
         *       "data": [],
         *       "has_more": false,
         *       "next_cursor": null
         *     }
         */
        SandboxModelList: {
            data: components["schemas"]["SandboxModel"][];
            /** @example false */
            has_more: boolean;
            /** @example img_sandbox_amara */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "id": "img_sandbox_tee-navy",
         *       "title": "Navy tee",
         *       "category": "tops",
         *       "url": "http://127.0.0.1:4600/sandbox/garments/tee-navy.webp",
         *       "width": 768,
         *       "height": 960
         *     }
         */
        SandboxGarment: {
            id: components["schemas"]["ImageId"];
            /** @example Navy tee */
            title: string;
            /**
             * @example tops
             * @enum {string}
             */
            category: "tops" | "bottoms" | "one-pieces";
            /**
             * Format: uri
             * @example http://127.0.0.1:4600/sandbox/garments/tee-navy.webp
             */
            url: string;
            /** @example 768 */
            width: number;
            /** @example 960 */
            height: number;
        };
        /**
         * @example {
         *       "data": [],
         *       "has_more": false,
         *       "next_cursor": null
         *     }
         */
        SandboxGarmentList: {
            data: components["schemas"]["SandboxGarment"][];
            /** @example false */
            has_more: boolean;
            /** @example img_sandbox_amara */
            next_cursor: string | null;
        };
        /**
         * @description Whatever the provider sends.
         * @example {
         *       "request_id": "764cabcf-b745-4b3e-ae38-1200304cf45b",
         *       "status": "OK"
         *     }
         */
        ProviderCallback: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "name": "postgresql",
         *       "ok": true,
         *       "latency_ms": 1.4
         *     }
         */
        Check: {
            /**
             * @example postgresql
             * @enum {string}
             */
            name: "postgresql" | "queue" | "storage" | "worker";
            /** @example true */
            ok: boolean;
            /**
             * @description What is wrong, in words for the operator.
             * @example no worker has been heard of for 40 s
             */
            detail?: string;
            /** @example 1.4 */
            latency_ms?: number;
        };
        /**
         * @example {
         *       "status": "ok",
         *       "version": "0.1.0",
         *       "uptime_seconds": 86400,
         *       "checks": [
         *         {
         *           "name": "postgresql",
         *           "ok": true,
         *           "latency_ms": 1.4
         *         }
         *       ]
         *     }
         */
        Health: {
            /**
             * @example ok
             * @enum {string}
             */
            status: "ok" | "degraded" | "stopping";
            /** @example 0.1.0 */
            version: string;
            /** @example 86400 */
            uptime_seconds: number;
            checks: components["schemas"]["Check"][];
        };
        /**
         * @example {
         *       "status": "ready"
         *     }
         */
        Readiness: {
            /**
             * @example ready
             * @enum {string}
             */
            status: "ready";
        };
        /** @example whe_01k0x2m9v3q8r7s6t5p4n3m2k1 */
        WebhookEndpointId: string;
        /** @example whd_01k0x2m9v3q8r7s6t5p4n3m2k1 */
        WebhookDeliveryId: string;
        /**
         * @description What an endpoint can subscribe to.
         * @example tryon.completed
         * @enum {string}
         */
        WebhookEventType: "tryon.completed" | "tryon.failed" | "tryon.canceled" | "quota.threshold_reached" | "webhook_endpoint.disabled";
        /**
         * Format: uri
         * @description A public `https` address.
         * @example https://shop.example/hooks/tryon
         */
        WebhookUrl: string;
        /**
         * @example [
         *       "tryon.completed",
         *       "tryon.failed"
         *     ]
         */
        WebhookEventTypes: components["schemas"]["WebhookEventType"][];
        /**
         * @example {
         *       "url": "https://shop.example/hooks/tryon",
         *       "events": [
         *         "tryon.completed",
         *         "tryon.failed"
         *       ]
         *     }
         */
        CreateWebhookEndpointRequest: {
            url: components["schemas"]["WebhookUrl"];
            /** @description All types by default. */
            events?: components["schemas"]["WebhookEventTypes"];
            /**
             * @default
             * @example orders service
             */
            description: string;
        };
        /**
         * @example {
         *       "status": "enabled"
         *     }
         */
        UpdateWebhookEndpointRequest: {
            url?: components["schemas"]["WebhookUrl"];
            events?: components["schemas"]["WebhookEventTypes"];
            /** @example orders service */
            description?: string;
            status?: components["schemas"]["WebhookEndpointStatus"];
        };
        /**
         * @example {
         *       "overlap_hours": 24
         *     }
         */
        RotateWebhookSecretRequest: {
            /**
             * @description How long the secret before this one goes on signing, too. 0 ends it at once.
             * @default 24
             * @example 24
             */
            overlap_hours: number;
        };
        /**
         * @example {
         *       "from": "2026-11-20T00:00:00.000Z",
         *       "only_failed": true
         *     }
         */
        RedeliverWebhooksRequest: {
            /** @description Events first sent at this time or later, at most 30 days ago. */
            from: components["schemas"]["Timestamp"];
            /** @description Events first sent before this time; now by default. */
            to?: components["schemas"]["Timestamp"];
            /**
             * @description Only what never succeeded.
             * @default true
             * @example true
             */
            only_failed: boolean;
            /**
             * @description The `next_cursor` of the call before.
             * @example evt_01k0x2m9v3q8r7s6t5p4n3m2k1
             */
            cursor?: string;
        };
        /**
         * @example {
         *       "count": 12,
         *       "has_more": false,
         *       "next_cursor": null
         *     }
         */
        Redelivery: {
            /** @example 12 */
            count: number;
            /**
             * @description There are more: ask again, with the same range and `next_cursor`.
             * @example false
             */
            has_more: boolean;
            /**
             * @description Where the next call goes on; null at the end.
             * @example null
             */
            next_cursor: string | null;
        };
        /**
         * @example enabled
         * @enum {string}
         */
        WebhookEndpointStatus: "enabled" | "disabled";
        /**
         * @example {
         *       "id": "whe_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "livemode": true,
         *       "url": "https://shop.example/hooks/tryon",
         *       "description": "",
         *       "events": [
         *         "tryon.completed",
         *         "tryon.failed"
         *       ],
         *       "status": "enabled",
         *       "disabled_reason": null,
         *       "disabled_at": null,
         *       "failing_since": null,
         *       "last_succeeded_at": null,
         *       "previous_secret_expires_at": null,
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "updated_at": "2026-11-21T09:30:00.000Z"
         *     }
         */
        WebhookEndpoint: {
            id: components["schemas"]["WebhookEndpointId"];
            /** @example true */
            livemode: boolean;
            url: components["schemas"]["WebhookUrl"];
            /** @example orders service */
            description: string;
            events: components["schemas"]["WebhookEventTypes"];
            status: components["schemas"]["WebhookEndpointStatus"];
            /**
             * @description `merchant`: switched off by you. `gone`: it answered 410. `failing`: it has only failed for five days.
             * @example null
             * @enum {string|null}
             */
            disabled_reason: "merchant" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @example null
             */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description The first failure after which nothing succeeded.
             * @example null
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000Z
             */
            last_succeeded_at: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too.
             * @example null
             */
            previous_secret_expires_at: string | null;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
        };
        /**
         * @example {
         *       "id": "whe_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "livemode": true,
         *       "url": "https://shop.example/hooks/tryon",
         *       "description": "",
         *       "events": [
         *         "tryon.completed",
         *         "tryon.failed"
         *       ],
         *       "status": "enabled",
         *       "disabled_reason": null,
         *       "disabled_at": null,
         *       "failing_since": null,
         *       "last_succeeded_at": null,
         *       "previous_secret_expires_at": null,
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "updated_at": "2026-11-21T09:30:00.000Z",
         *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
         *     }
         */
        WebhookEndpointWithSecret: {
            id: components["schemas"]["WebhookEndpointId"];
            /** @example true */
            livemode: boolean;
            url: components["schemas"]["WebhookUrl"];
            /** @example orders service */
            description: string;
            events: components["schemas"]["WebhookEventTypes"];
            status: components["schemas"]["WebhookEndpointStatus"];
            /**
             * @description `merchant`: switched off by you. `gone`: it answered 410. `failing`: it has only failed for five days.
             * @example null
             * @enum {string|null}
             */
            disabled_reason: "merchant" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @example null
             */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description The first failure after which nothing succeeded.
             * @example null
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000Z
             */
            last_succeeded_at: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too.
             * @example null
             */
            previous_secret_expires_at: string | null;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /**
             * @description Signs this endpoint's webhooks. Shown only here.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        /**
         * @example {
         *       "data": [],
         *       "has_more": false,
         *       "next_cursor": null
         *     }
         */
        WebhookEndpointList: {
            data: components["schemas"]["WebhookEndpoint"][];
            /** @example false */
            has_more: boolean;
            /** @example null */
            next_cursor: null;
        };
        /**
         * @example succeeded
         * @enum {string}
         */
        WebhookDeliveryStatus: "pending" | "succeeded" | "failed";
        /**
         * @example {
         *       "attempt": 1,
         *       "url": "https://shop.example/hooks/tryon",
         *       "started_at": "2026-11-21T09:30:00.000Z",
         *       "duration_ms": 112,
         *       "request_headers": {
         *         "webhook-id": "evt_01k0x2m9v3q8r7s6t5p4n3m2k1"
         *       },
         *       "response_status": 200,
         *       "response_excerpt": "ok",
         *       "error": null
         *     }
         */
        WebhookAttempt: {
            /** @example 1 */
            attempt: number;
            /** @example https://shop.example/hooks/tryon */
            url: string;
            started_at: components["schemas"]["Timestamp"];
            /** @example 112 */
            duration_ms: number;
            /**
             * @description Null when nothing was sent, and for attempts from before they were kept.
             * @example {
             *       "webhook-id": "evt_01k0x2m9v3q8r7s6t5p4n3m2k1",
             *       "webhook-timestamp": "1795253400",
             *       "webhook-signature": "v1,…"
             *     }
             */
            request_headers: {
                [key: string]: string;
            } | null;
            /**
             * @description Null when there was no answer.
             * @example 200
             */
            response_status: number | null;
            /**
             * @description How the answer's body began.
             * @example ok
             */
            response_excerpt: string | null;
            /**
             * @description Why there was no answer.
             * @example null
             */
            error: string | null;
        };
        /**
         * @example {
         *       "id": "whd_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "webhook_endpoint": "whe_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "event_id": "evt_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "event_type": "tryon.completed",
         *       "status": "succeeded",
         *       "replay_of": null,
         *       "request_body": "{}",
         *       "attempts": [],
         *       "next_attempt_at": null,
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "ended_at": "2026-11-21T09:30:01.000Z"
         *     }
         */
        WebhookDelivery: {
            id: components["schemas"]["WebhookDeliveryId"];
            webhook_endpoint: components["schemas"]["WebhookEndpointId"];
            /**
             * @description The `webhook-id` header.
             * @example evt_01k0x2m9v3q8r7s6t5p4n3m2k1
             */
            event_id: string;
            /** @example tryon.completed */
            event_type: string;
            status: components["schemas"]["WebhookDeliveryStatus"];
            /**
             * @description The delivery that this one repeats.
             * @example null
             */
            replay_of: string | null;
            /**
             * @description The body of every attempt.
             * @example {"type":"tryon.completed",…}
             */
            request_body: string;
            attempts: components["schemas"]["WebhookAttempt"][];
            /**
             * Format: date-time
             * @example null
             */
            next_attempt_at: string | null;
            created_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:01.000Z
             */
            ended_at: string | null;
        };
        /**
         * @example {
         *       "data": [],
         *       "has_more": false,
         *       "next_cursor": null
         *     }
         */
        WebhookDeliveryPage: {
            data: components["schemas"]["WebhookDelivery"][];
            /** @example false */
            has_more: boolean;
            /** @example whd_01k0x2m9v3q8r7s6t5p4n3m2k1 */
            next_cursor: string | null;
        };
        /**
         * @description The try-on as it ended, without links to its pictures; read it for fresh ones.
         * @example {
         *       "id": "tryon_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "status": "completed",
         *       "livemode": true,
         *       "category": "tops",
         *       "mode": "balanced",
         *       "garment_photo_type": "flat-lay",
         *       "num_samples": 1,
         *       "output": [
         *         {
         *           "width": 864,
         *           "height": 1296,
         *           "content_type": "image/webp"
         *         }
         *       ],
         *       "warnings": [],
         *       "error": null,
         *       "consent": null,
         *       "based_on": null,
         *       "metadata": {},
         *       "request_id": "req_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "created_at": "2026-11-21T09:30:00.000Z",
         *       "started_at": "2026-11-21T09:30:01.000Z",
         *       "ended_at": "2026-11-21T09:30:07.000Z"
         *     }
         */
        TryonEventData: {
            id: components["schemas"]["TryonId"];
            /**
             * @example completed
             * @enum {string}
             */
            status: "completed" | "failed" | "canceled";
            /** @example true */
            livemode: boolean;
            category: components["schemas"]["Category"];
            mode: components["schemas"]["Mode"];
            garment_photo_type: components["schemas"]["GarmentPhotoType"];
            /** @example 1 */
            num_samples: number;
            output: {
                /** @example 864 */
                width: number;
                /** @example 1296 */
                height: number;
                /** @example image/webp */
                content_type: string;
            }[];
            warnings: components["schemas"]["TryonWarning"][];
            error: components["schemas"]["TryonError"] | null;
            /** @description What the shopper agreed to; `null` when nothing was said of it. */
            consent: components["schemas"]["ConsentRecord"] | null;
            /** @description The try-on whose picture is the person of this one; `null` when the person came as a photo. */
            based_on: components["schemas"]["TryonId"] | null;
            metadata: components["schemas"]["Metadata"];
            /** @example req_01k0x2m9v3q8r7s6t5p4n3m2k1 */
            request_id: string;
            created_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:01.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:07.000Z
             */
            ended_at: string | null;
        };
        /**
         * @example {
         *       "type": "tryon.completed",
         *       "timestamp": "2026-11-21T09:30:07.000Z",
         *       "data": {
         *         "id": "tryon_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *         "status": "completed",
         *         "livemode": true,
         *         "category": "tops",
         *         "mode": "balanced",
         *         "garment_photo_type": "flat-lay",
         *         "num_samples": 1,
         *         "output": [
         *           {
         *             "width": 864,
         *             "height": 1296,
         *             "content_type": "image/webp"
         *           }
         *         ],
         *         "warnings": [],
         *         "error": null,
         *         "consent": null,
         *         "based_on": null,
         *         "metadata": {},
         *         "request_id": "req_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *         "created_at": "2026-11-21T09:30:00.000Z",
         *         "started_at": "2026-11-21T09:30:01.000Z",
         *         "ended_at": "2026-11-21T09:30:07.000Z"
         *       }
         *     }
         */
        TryonEvent: {
            /**
             * @example tryon.completed
             * @enum {string}
             */
            type: "tryon.completed" | "tryon.failed" | "tryon.canceled";
            timestamp: components["schemas"]["Timestamp"];
            data: components["schemas"]["TryonEventData"];
        };
        /**
         * @example {
         *       "type": "quota.threshold_reached",
         *       "timestamp": "2026-11-21T09:30:07.000Z",
         *       "data": {
         *         "period": "2026-11",
         *         "threshold_percent": 80,
         *         "used": 800,
         *         "limit": 1000
         *       }
         *     }
         */
        QuotaThresholdEvent: {
            /**
             * @example quota.threshold_reached
             * @enum {string}
             */
            type: "quota.threshold_reached";
            timestamp: components["schemas"]["Timestamp"];
            data: {
                /** @example 2026-11 */
                period: string;
                /**
                 * @example 80
                 * @enum {integer}
                 */
                threshold_percent: 80 | 100;
                /** @example 800 */
                used: number;
                /** @example 1000 */
                limit: number;
            };
        };
        /**
         * @example {
         *       "type": "webhook_endpoint.disabled",
         *       "timestamp": "2026-11-21T09:30:07.000Z",
         *       "data": {
         *         "id": "whe_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *         "url": "https://shop.example/hooks/tryon",
         *         "disabled_reason": "gone",
         *         "disabled_at": "2026-11-21T09:30:07.000Z"
         *       }
         *     }
         */
        WebhookEndpointDisabledEvent: {
            /**
             * @example webhook_endpoint.disabled
             * @enum {string}
             */
            type: "webhook_endpoint.disabled";
            timestamp: components["schemas"]["Timestamp"];
            data: {
                id: components["schemas"]["WebhookEndpointId"];
                url: components["schemas"]["WebhookUrl"];
                /**
                 * @example gone
                 * @enum {string}
                 */
                disabled_reason: "gone" | "failing";
                disabled_at: components["schemas"]["Timestamp"];
            };
        };
        /**
         * @example {
         *       "type": "webhook_endpoint.test",
         *       "timestamp": "2026-11-21T09:30:07.000Z",
         *       "data": {
         *         "id": "whe_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *         "message": "If you can read and verify this, your endpoint works."
         *       }
         *     }
         */
        WebhookTestEvent: {
            /**
             * @example webhook_endpoint.test
             * @enum {string}
             */
            type: "webhook_endpoint.test";
            timestamp: components["schemas"]["Timestamp"];
            data: {
                id: components["schemas"]["WebhookEndpointId"];
                /** @example If you can read and verify this, your endpoint works. */
                message: string;
            };
        };
        /**
         * @example {
         *       "day": "2026-11-21",
         *       "tryons": 41,
         *       "api_calls": 980
         *     }
         */
        UsageDay: {
            /**
             * Format: date
             * @example 2026-11-21
             */
            day: string;
            /**
             * @description Samples that were charged.
             * @example 41
             */
            tryons: number;
            /** @example 980 */
            api_calls: number;
        };
        /**
         * @example {
         *       "livemode": true,
         *       "period": "2026-11",
         *       "limit": 1000,
         *       "used": 412,
         *       "reserved": 2,
         *       "remaining": 586,
         *       "starts_at": "2026-11-01T00:00:00.000Z",
         *       "ends_at": "2026-12-01T00:00:00.000Z",
         *       "days": [
         *         {
         *           "day": "2026-11-21",
         *           "tryons": 41,
         *           "api_calls": 980
         *         }
         *       ]
         *     }
         */
        Usage: {
            /** @example true */
            livemode: boolean;
            /**
             * @description The calendar month, UTC.
             * @example 2026-11
             */
            period: string;
            /**
             * @description Of the plan as it is now.
             * @example 1000
             */
            limit: number;
            /** @example 412 */
            used: number;
            /**
             * @description Taken by try-ons that have not ended.
             * @example 2
             */
            reserved: number;
            /** @example 586 */
            remaining: number;
            starts_at: components["schemas"]["Timestamp"];
            /** @description When the next period begins, with its whole quota. */
            ends_at: components["schemas"]["Timestamp"];
            /** @description The days on which anything happened, oldest first. */
            days: components["schemas"]["UsageDay"][];
        };
        /**
         * @example {
         *       "pointer": "#/category",
         *       "detail": "must be one of auto, tops, bottoms, one-pieces"
         *     }
         */
        FieldError: {
            /**
             * @description A JSON pointer into the body, or `#/query/…`, `#/header/…`, `#/path/…`.
             * @example #/category
             */
            pointer: string;
            /** @example must be one of auto, tops, bottoms, one-pieces */
            detail: string;
        };
        /**
         * @description Stable; branch on this. New codes may be added.
         * @example validation_failed
         * @enum {string}
         */
        ProblemCode: "malformed_request" | "missing_api_key" | "invalid_api_key" | "revoked_api_key" | "origin_not_allowed" | "secret_key_in_browser" | "secret_key_required" | "test_key_required" | "client_token_required" | "merchant_suspended" | "not_found" | "image_not_found" | "tryon_not_found" | "tryon_already_ended" | "tryon_not_completed" | "erasure_not_found" | "handover_not_found" | "handover_expired" | "handover_used" | "idempotency_in_progress" | "idempotency_key_reused" | "image_too_large" | "image_too_many_pixels" | "image_unsupported" | "image_animated" | "image_too_small" | "image_unreadable" | "image_url_refused" | "image_url_unreachable" | "image_url_too_large" | "image_url_not_a_picture" | "unsupported_media_type" | "request_too_large" | "validation_failed" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "webhook_url_refused" | "too_many_webhook_endpoints" | "rate_limited" | "quota_exceeded" | "queue_full" | "storage_unavailable" | "service_unavailable" | "internal_error";
        /**
         * @description RFC 9457.
         * @example {
         *       "type": "/docs/errors#validation_failed",
         *       "title": "The request is not valid",
         *       "status": 422,
         *       "detail": "category must be one of auto, tops, bottoms, one-pieces",
         *       "instance": "/v1/tryons",
         *       "code": "validation_failed",
         *       "request_id": "req_01k0x2m9v3q8r7s6t5p4n3m2k1",
         *       "retryable": false,
         *       "errors": [
         *         {
         *           "pointer": "#/category",
         *           "detail": "must be one of auto, tops, bottoms, one-pieces"
         *         }
         *       ]
         *     }
         */
        Problem: {
            /**
             * Format: uri-reference
             * @description A page that explains the code.
             * @example /docs/errors#validation_failed
             */
            type: string;
            /** @example The request is not valid */
            title: string;
            /** @example 422 */
            status: number;
            /**
             * @description This case, and what to do.
             * @example category must be one of auto, tops, bottoms, one-pieces
             */
            detail: string;
            /**
             * @description The path that was asked.
             * @example /v1/tryons
             */
            instance: string;
            code: components["schemas"]["ProblemCode"];
            /** @example req_01k0x2m9v3q8r7s6t5p4n3m2k1 */
            request_id: string;
            /**
             * @description Whether the same request may work later.
             * @example false
             */
            retryable: boolean;
            errors?: components["schemas"]["FieldError"][];
        };
    };
    responses: {
        /** @description The request could not be read (broken JSON, broken multipart). */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key, or one that does not open anything. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key is good, but not for this (a foreign origin, a secret key in a browser, a missing client token). */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or it belongs to somebody else. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not in this state, or a request with the same idempotency key is still running. */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description More than 10 MB or 16.7 megapixels. */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not a JPEG, PNG, WebP or AVIF picture, or a content type that this operation does not take. */
        UnsupportedMedia: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Well-formed but wrong; `errors` points at each place. */
        Unprocessable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too fast (`rate_limited`), or the month's quota is used up (`quota_exceeded`). */
        TooManyRequests: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Our fault. Safe to try again with the same idempotency key. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something the service needs is away for the moment. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
         *     same key and body within 24 hours answers the stored response instead of doing the work again.
         */
        IdempotencyKey: string;
        /**
         * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
         *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
         *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
         *     one is answered a new one; see `createErasure` for making it in the page.
         */
        ClientToken: string;
        ImageId: components["schemas"]["ImageId"];
        TryonId: components["schemas"]["TryonId"];
        ErasureId: components["schemas"]["ErasureId"];
        PhotoHandoverId: components["schemas"]["PhotoHandoverId"];
        WebhookEndpointId: components["schemas"]["WebhookEndpointId"];
        WebhookDeliveryId: components["schemas"]["WebhookDeliveryId"];
        /** @description How many to return. */
        Limit: number;
        /** @description The `next_cursor` of the page before. */
        Cursor: string;
    };
    requestBodies: never;
    headers: {
        /** @description The request's id; quote it to support. Taken from the request's own `X-Request-Id` if that is sane. */
        RequestId: string;
        /** @description Where the new thing can be read. */
        Location: string;
        /** @description `true` when this is the stored answer to an earlier request with the same key. */
        IdempotencyReplayed: "true";
        /**
         * @description What is left of the limit nearest its end, and in how many seconds it begins anew. On every answer to a key;
         *     `X-RateLimit-Limit`, `-Remaining` and `-Reset` (seconds since 1970) say the same to older clients.
         */
        RateLimit: string;
        /** @description Every limit that this request counted for, in requests (`q`) a window of seconds (`w`). */
        RateLimitPolicy: string;
        /** @description Seconds to wait before trying again. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImageRequest"];
                "multipart/form-data": components["schemas"]["CreateImageForm"];
            };
        };
        responses: {
            /** @description The picture is stored. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                image_id: components["parameters"]["ImageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image, with a link that works for 15 minutes. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                image_id: components["parameters"]["ImageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased; the receipt. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTryons: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only try-ons in this state. */
                status?: components["schemas"]["TryonStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of try-ons. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TryonPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTryon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTryonRequest"];
                "multipart/form-data": components["schemas"]["CreateTryonForm"];
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tryon"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyTryon: {
        parameters: {
            query: {
                /** @description Hex, of the whole file. */
                sha256: components["schemas"]["Sha256"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether it is. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureVerification"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTryon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The try-on as it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tryon"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTryon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased; the receipt. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelTryon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Canceled. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tryon"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamTryonEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
                /** @description The `id` of the last event that was received. */
                "Last-Event-ID"?: number;
            };
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rateTryon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                tryon_id: components["parameters"]["TryonId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rating"];
            };
        };
        responses: {
            /** @description The rated try-on. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tryon"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createErasure: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased; the receipt. With zeros if there was nothing. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                erasure_id: components["parameters"]["ErasureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPhotoHandover: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePhotoHandoverRequest"];
            };
        };
        responses: {
            /** @description Waiting for the phone. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoHandover"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPhotoHandover: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hand-over as it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoHandover"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deletePhotoHandover: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Proves that a page's visitor created what they ask for. Needed with publishable keys to read, cancel, rate or
                 *     delete, and to use an uploaded image in a try-on; to create something it must look like ours (`ct_` and 26 characters
                 *     of `0-9a-z` or more), so that nobody takes a customer's number for one; with secret keys only `createErasure` looks at it. A visitor without
                 *     one is answered a new one; see `createErasure` for making it in the page.
                 */
                "TryOn-Client-Token"?: components["parameters"]["ClientToken"];
            };
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHandoverPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page's facts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    receiveHandoverPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                photo_handover_id: components["parameters"]["PhotoHandoverId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["HandoverPhotoForm"];
            };
        };
        responses: {
            /** @description Received; the computer goes on by itself. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverReceipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWidgetConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetConfig"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordWidgetEvents: {
        parameters: {
            query?: {
                /** @description A publishable key, where no `Authorization` header can be sent. */
                key?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetEventBatch"];
                "text/plain": components["schemas"]["WidgetEventBatch"];
            };
        };
        responses: {
            /** @description Taken. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetEventsAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description The month; this one by default. */
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The usage. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint, with its secret. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecretRequest"];
            };
        };
        responses: {
            /** @description The endpoint, with its new secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, on its way. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only deliveries in this state. */
                status?: components["schemas"]["WebhookDeliveryStatus"];
                /** @description Only events of this type. */
                event_type?: string;
                /** @description Only deliveries created at this time or later. */
                from?: components["schemas"]["Timestamp"];
                /** @description Only deliveries created before this time. */
                to?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    redeliverWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverWebhooksRequest"];
            };
        };
        responses: {
            /** @description On their way. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redelivery"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any string of your own that is unique to this piece of work (a UUID is good). Repeating a request with the
                 *     same key and body within 24 hours answers the stored response instead of doing the work again.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                webhook_delivery_id: components["parameters"]["WebhookDeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new delivery, on its way. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSandboxModels: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxModelList"];
                };
            };
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listSandboxGarments: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The garments. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxGarmentList"];
                };
            };
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    receiveProviderCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderCallback"];
            };
        };
        responses: {
            /** @description Heard. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            500: components["responses"]["InternalError"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    onTryonCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryonEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onTryonFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryonEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onTryonCanceled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryonEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onQuotaThresholdReached: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuotaThresholdEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointDisabled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointDisabledEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointTest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTestEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
