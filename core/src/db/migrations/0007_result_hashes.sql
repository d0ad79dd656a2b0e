-- Which pictures are ours: the hash of each result's file as it was first served. It outlives the try-on, so that a
-- picture can be told for one of ours for good; once the try-on is erased nothing here leads back to it.
create table result_hashes (
  sha256 bytea primary key check (length(sha256) = 32),
  digital_source_type text not null,
  -- To the day after the erasure: the exact time could be matched with what else is known of that second.
  created_at timestamptz not null default now(),
  tryon_id text references tryons (id) on delete set null
);
create index result_hashes_tryon on result_hashes (tryon_id) where tryon_id is not null;
