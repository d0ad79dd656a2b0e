-- A consent record: which words, in which language, when. Without a locale it is from before these were kept.
alter table tryons
  add column consent_locale text,
  add column consent_agreed_at timestamptz,
  -- The try-on whose picture is the person of this one. It says nothing about whether that one is still there.
  add column based_on text;
create index tryons_based_on on tryons (based_on) where based_on is not null and erased_at is null;

-- Null: the widget says it in its own words, in the shopper's language. Until now nobody could give any others.
alter table merchants
  alter column consent_text drop not null,
  add column analytics_enabled boolean not null default true,
  -- The share of visitors who are never shown the button.
  add column holdout_percent integer not null default 0 check (holdout_percent between 0 and 50),
  -- Goes into the hash of every visitor's id, so that it cannot be matched with another shop's, or with a guess.
  add column analytics_salt text not null default gen_random_uuid()::text || gen_random_uuid()::text;
update merchants set consent_text = null;

-- A photo that is to come from the visitor's phone.
create table photo_handovers (
  id text primary key,
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  -- With which key it was asked for: once that is revoked the phone sends nothing any more.
  api_key_id text not null references api_keys (id),
  -- The visitor at the computer, whose the photo is to be.
  client_token_hash bytea not null,
  -- Of the secret in the address's fragment.
  secret_hash bytea not null,
  locale text,
  consent_version text,
  consent_locale text,
  consent_agreed_at timestamptz,
  opened_at timestamptz,
  image_id text,
  received_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((image_id is null) = (received_at is null))
);
create index photo_handovers_age on photo_handovers (expires_at);

-- What was erased and when, so that a receipt can be confirmed. Nothing in it leads to a picture or a person.
create table erasures (
  id text primary key,
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  tryons integer not null,
  photos integer not null,
  pictures integer not null,
  provider_copies text not null check (provider_copies in ('none', 'requested')),
  erased_at timestamptz not null default now()
);
create index erasures_age on erasures (erased_at);

create table widget_events (
  merchant_id text not null references merchants (id),
  livemode boolean not null,
  -- Made by the browser.
  id text not null,
  visitor_hash bytea not null,
  visitor_group text not null check (visitor_group in ('offered', 'withheld')),
  name text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- Without query and fragment.
  page_url text,
  product_id text,
  tryon_id text,
  source text,
  code text,
  primary key (merchant_id, id)
);
create index widget_events_time on widget_events (merchant_id, livemode, occurred_at);
create index widget_events_age on widget_events (received_at);
-- An erased try-on is forgotten here, too.
create index widget_events_tryon on widget_events (tryon_id) where tryon_id is not null;
