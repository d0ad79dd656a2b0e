-- That a visitor had everything of theirs erased: what a request that began before stores after it is refused. The token
-- itself goes on working.
create table visitor_erasures (
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  client_token_hash bytea not null,
  -- By the clock of the server that was asked, as the beginnings of requests are.
  erased_at timestamptz not null,
  primary key (merchant_id, livemode, client_token_hash)
);
create index visitor_erasures_age on visitor_erasures (erased_at);

create index images_visitor on images (merchant_id, client_token_hash)
  where client_token_hash is not null and deleted_at is null;
create index tryons_visitor on tryons (merchant_id, client_token_hash)
  where client_token_hash is not null and erased_at is null;
create index photo_handovers_visitor on photo_handovers (merchant_id, client_token_hash);

-- The photo that it was given is erased here, though the try-on is not: the provider's copies are to go once it is over.
alter table provider_runs add column erase_wanted boolean not null default false;

-- The W3C trace context that the request came with, handed on to whoever works for it.
alter table tryons add column trace_parent text;
