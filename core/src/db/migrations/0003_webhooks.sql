create table webhook_endpoints (
  id text primary key,
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  url text not null,
  description text not null default '',
  events text[] not null check (cardinality(events) > 0),
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  disabled_reason text check (disabled_reason in ('merchant', 'gone', 'failing')),
  disabled_at timestamptz,
  -- Encrypted: a copy of the database alone signs nothing.
  secret bytea not null,
  -- Signs beside the new one until here.
  previous_secret bytea,
  previous_secret_expires_at timestamptz,
  -- The first failure after which nothing succeeded.
  failing_since timestamptz,
  last_succeeded_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index webhook_endpoints_merchant on webhook_endpoints (merchant_id, livemode) where deleted_at is null;

create table webhook_events (
  id text primary key,
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  type text not null,
  tryon_id text,
  -- The very bytes of every attempt's body.
  payload text not null,
  created_at timestamptz not null default now()
);
create index webhook_events_tryon on webhook_events (tryon_id) where tryon_id is not null;
create index webhook_events_age on webhook_events (created_at);

create table webhook_deliveries (
  id text primary key,
  merchant_id text not null references merchants (id),
  event_id text not null references webhook_events (id) on delete cascade,
  endpoint_id text not null references webhook_endpoints (id) on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  -- What was delivered before and is sent once more.
  replay_of text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease_token text,
  lease_expires_at timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index webhook_deliveries_pending on webhook_deliveries (next_attempt_at) where status = 'pending';
create index webhook_deliveries_endpoint on webhook_deliveries (endpoint_id, id desc);
create index webhook_deliveries_event on webhook_deliveries (event_id);

create table webhook_attempts (
  delivery_id text not null references webhook_deliveries (id) on delete cascade,
  attempt integer not null,
  url text not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  response_status integer,
  response_excerpt text,
  error text,
  primary key (delivery_id, attempt)
);

-- What a merchant is to be told and has not asked for.
create table notices (
  id text primary key,
  merchant_id text not null references merchants (id),
  kind text not null,
  message text not null,
  subject_id text,
  created_at timestamptz not null default now(),
  seen_at timestamptz
);
create index notices_merchant on notices (merchant_id, created_at desc);
