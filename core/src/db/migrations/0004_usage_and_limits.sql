-- Requests a minute of all of a merchant's keys together.
alter table plans add column requests_per_minute integer not null default 100 check (requests_per_minute > 0);
-- A key's own, lower limit.
alter table api_keys add column requests_per_minute integer check (requests_per_minute > 0);

-- Gathered in memory and added in batches: a crash loses the counts of one interval, never a charge.
create table api_call_counts (
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  day date not null,
  calls bigint not null,
  primary key (merchant_id, livemode, day)
);

-- Which thresholds of a period's quota were announced; the primary key announces each once.
create table usage_thresholds (
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  period text not null,
  percent integer not null,
  reached_at timestamptz not null default now(),
  primary key (merchant_id, livemode, period, percent)
);
create index idempotency_keys_resource on idempotency_keys (resource_id) where resource_id is not null;
create index usage_reservations_period on usage_reservations (merchant_id, livemode, period);
