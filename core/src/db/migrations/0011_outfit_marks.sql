-- Whether the picture that a try-on is based on was painted by a generative model: then so was part of what comes of it,
-- whoever makes it. Noted at once, since the other picture's own mark is forgotten when it is erased.
alter table tryons add column based_on_generated boolean not null default false;
