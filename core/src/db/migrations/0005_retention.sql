-- Ending a try-on asks whether another one still waits for its photo, erasing one whether another uses its garment.
create index tryons_model_image on tryons (model_image_id) where erased_at is null;
create index tryons_garment_image on tryons (garment_image_id) where erased_at is null;
