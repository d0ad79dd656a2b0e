-- When the sweep last sent it to the queue again, so that a long backlog is gone through to its end.
alter table webhook_deliveries add column resent_at timestamptz;
-- What was never sent again comes first, whatever waits behind a slow endpoint.
create index webhook_deliveries_lost on webhook_deliveries (resent_at nulls first, next_attempt_at)
  where status = 'pending';
drop index webhook_deliveries_pending;
-- The pending ones of an endpoint end together when it is disabled or deleted.
create index webhook_deliveries_open on webhook_deliveries (endpoint_id) where status = 'pending';

-- Null for attempts from before this was kept.
alter table webhook_attempts add column request_headers jsonb;
