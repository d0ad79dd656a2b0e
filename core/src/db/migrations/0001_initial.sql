create table plans (
  id text primary key,
  name text not null,
  -- Try-ons a calendar month (UTC), for live and for test keys apart.
  monthly_tryons integer not null check (monthly_tryons >= 0),
  monthly_test_tryons integer not null check (monthly_test_tryons >= 0),
  created_at timestamptz not null default now()
);

create table merchants (
  id text primary key,
  name text not null,
  plan_id text not null references plans (id),
  status text not null default 'active' check (status in ('active', 'suspended')),
  photo_retention_hours integer not null default 24 check (photo_retention_hours between 0 and 720),
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  consent_version text not null,
  consent_text text not null,
  privacy_url text,
  created_at timestamptz not null default now()
);

create table api_keys (
  id text primary key,
  merchant_id text not null references merchants (id),
  kind text not null check (kind in ('pk', 'sk')),
  livemode boolean not null,
  -- SHA-256 of the whole key. The key is 160 random bits, so a slow hash would only cost time.
  key_hash bytea not null unique,
  last_four text not null,
  allowed_origins text[] not null default '{}',
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  -- A rolled key goes on working until here.
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_merchant on api_keys (merchant_id, created_at);

create table images (
  id text primary key,
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  -- null: made with a secret key, so nobody but the merchant reads it.
  client_token_hash bytea,
  source text not null check (source in ('upload', 'url', 'sandbox')),
  -- Of the bytes as they came; finds a product picture that was fetched before.
  source_sha256 bytea not null,
  storage_key text not null,
  content_type text not null,
  width integer not null,
  height integer not null,
  size_bytes integer not null,
  sha256 bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  deleted_at timestamptz,
  -- When the file itself was seen to be gone.
  purged_at timestamptz
);
create index images_merchant on images (merchant_id, created_at desc);
create unique index images_cached on images (merchant_id, livemode, source, source_sha256)
  where source in ('url', 'sandbox') and deleted_at is null;
create index images_expiring on images (expires_at) where deleted_at is null;
create index images_unpurged on images (deleted_at) where deleted_at is not null and purged_at is null;

create table tryons (
  id text primary key,
  merchant_id text not null references merchants (id),
  api_key_id text not null references api_keys (id),
  livemode boolean not null,
  status text not null default 'queued'
    check (status in ('queued', 'processing', 'completed', 'failed', 'canceled')),
  client_token_hash bytea,
  category text not null,
  mode text not null,
  garment_photo_type text not null,
  seed bigint not null,
  num_samples integer not null,
  output_format text not null,
  moderation_level text not null,
  model_image_id text not null,
  garment_image_id text not null,
  -- A test key's failure on purpose, from a magic image id.
  test_outcome text,
  consent_version text,
  metadata jsonb not null default '{}',
  request_id text not null,
  stage text not null default 'queued',
  percent integer not null default 0 check (percent between 0 and 100),
  -- Rises with every change that a reader can see; the event stream's ids.
  revision integer not null default 1,
  found_category text,
  found_garment_photo_type text,
  output jsonb not null default '[]',
  warnings jsonb not null default '[]',
  error_code text,
  error_message text,
  error_retryable boolean,
  rating text,
  rating_reason text,
  -- Fencing: only the holder of the token may write, and only until its lease runs out and another takes it.
  lease_token text,
  lease_expires_at timestamptz,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  expires_at timestamptz not null,
  erased_at timestamptz,
  purged_at timestamptz
);
create index tryons_merchant on tryons (merchant_id, livemode, id desc) where erased_at is null;
create index tryons_queued on tryons (created_at) where status = 'queued';
create index tryons_processing on tryons (lease_expires_at) where status = 'processing';
create index tryons_expiring on tryons (expires_at) where erased_at is null;
create index tryons_unpurged on tryons (erased_at) where erased_at is not null and purged_at is null;

create table tryon_events (
  tryon_id text not null references tryons (id) on delete cascade,
  revision integer not null,
  status text not null,
  stage text not null,
  percent integer not null,
  created_at timestamptz not null default now(),
  primary key (tryon_id, revision)
);

create table usage_counters (
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  -- Calendar month in UTC, 'YYYY-MM'; a new month is a new row, so nothing has to be reset.
  period text not null,
  reserved integer not null default 0 check (reserved >= 0),
  charged integer not null default 0 check (charged >= 0),
  primary key (merchant_id, livemode, period)
);

create table usage_reservations (
  tryon_id text primary key,
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  period text not null,
  units integer not null check (units > 0),
  charged_units integer not null default 0,
  state text not null default 'reserved' check (state in ('reserved', 'charged', 'released')),
  created_at timestamptz not null default now(),
  settled_at timestamptz
);

create table idempotency_keys (
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  key text not null,
  request_hash bytea not null,
  -- What the first request made, written with it in one transaction: a crash before the answer doubles nothing.
  resource_id text,
  response_status integer,
  response_headers jsonb,
  response_body jsonb,
  locked_until timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (merchant_id, livemode, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table worker_heartbeats (
  worker_id text primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
