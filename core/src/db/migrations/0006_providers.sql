-- A try-on may be bought twice, never at the same time: the second run is for a first one that ended without a picture.
alter table provider_runs
  drop constraint provider_runs_pkey,
  add column n integer not null default 1 check (n in (1, 2)),
  add primary key (tryon_id, n),
  -- What the provider gave beside its id to find the run again.
  add column handle jsonb not null default '{}',
  -- The calendar month (UTC) whose budget it counts against: with what it may cost until what it did cost is known.
  add column period text not null default to_char(now() at time zone 'utc', 'YYYY-MM'),
  add column reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  add column cost_micros bigint check (cost_micros >= 0),
  -- SHA-256 of the token in the address that the provider may call when the run has ended.
  add column callback_token_hash bytea;

-- Whatever a worker believes: while a run may still cost something, no other is opened.
create unique index provider_runs_one_open on provider_runs (tryon_id)
  where state in ('submitting', 'submitted', 'lost');
create unique index provider_runs_callback on provider_runs (callback_token_hash)
  where callback_token_hash is not null;

-- What a merchant may cost at a provider in a calendar month (UTC), in millionths of a US dollar; without a row, anything.
create table provider_budgets (
  merchant_id text not null references merchants (id),
  provider text not null,
  monthly_micros bigint not null check (monthly_micros >= 0),
  primary key (merchant_id, provider)
);

-- What was spent and is reserved. A new month is a new row, so nothing has to be reset.
create table provider_spend (
  merchant_id text not null references merchants (id),
  provider text not null,
  period text not null,
  micros bigint not null default 0 check (micros >= 0),
  primary key (merchant_id, provider, period)
);
