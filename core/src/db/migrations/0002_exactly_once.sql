-- Who makes a merchant's live try-ons, in this order. Test keys always run on the preview engine.
alter table merchants add column providers text[] not null default '{preview}' check (cardinality(providers) between 1 and 8);

alter table tryons
  add column provider text not null default 'preview',
  -- The queue a try-on waits in: the engine on our own cores, or somebody else's machines.
  add column lane text not null generated always as (case when provider = 'preview' then 'preview' else 'remote' end) stored,
  -- From the first claim; after it the try-on fails, whoever holds it.
  add column deadline_at timestamptz,
  -- When a sweep last sent it to the queue again.
  add column resent_at timestamptz;

-- A lease is renewed every few seconds: kept out of every index, such an update stays on its page.
drop index tryons_processing;
create index tryons_processing on tryons (created_at) where status = 'processing';
drop index tryons_queued;
create index tryons_queued on tryons (lane, created_at, id) where status = 'queued';
alter table tryons set (fillfactor = 85);

-- One purchase at a provider. Written before the submit, so that a crash in between is seen; a try-on has at most one.
create table provider_runs (
  tryon_id text primary key references tryons (id) on delete cascade,
  merchant_id text not null references merchants (id),
  provider text not null,
  -- submitting: asked, no answer yet. submitted: the request id is known. lost: the answer never came, and asking again
  -- could pay twice. ended: nothing more comes of it.
  state text not null check (state in ('submitting', 'submitted', 'lost', 'ended')),
  request_id text,
  submitting_since timestamptz not null default now(),
  submitted_at timestamptz,
  -- When the provider was known to be through with it.
  ended_at timestamptz,
  -- When the provider must be told to stop, or to erase what it has; null when there is nothing to tell.
  close_due_at timestamptz,
  close_attempts integer not null default 0,
  closed_at timestamptz,
  check ((state = 'submitted') <= (request_id is not null))
);
create index provider_runs_closing on provider_runs (close_due_at) where close_due_at is not null;

-- Work that is done every so often by whichever worker comes first.
create table sweeps (
  name text primary key,
  started_at timestamptz not null,
  -- Where a long one goes on.
  cursor text
);
