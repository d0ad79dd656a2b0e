-- Even the row of an erased photo says something of it, its hash: a sweep forgets it some time after the file.
create index images_purged on images (purged_at) where purged_at is not null;
