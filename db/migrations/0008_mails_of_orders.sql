ALTER TABLE "mail_outbox" ADD COLUMN "about_order" text;--> statement-breakpoint
CREATE INDEX "messages_order" ON "messages" USING btree ("order_number","sent_at");--> statement-breakpoint
-- The rule of domain/guardianship.ts for lists, mails and row-level security (Z4): a guardian's right ends with the first
-- moment of the 16th birthday in the post's time zone, unless the order was handed over.
create function guardian_ended(until_on date, handed_over_at timestamptz, post_code text) returns boolean
language sql stable as $$
  select until_on is not null and handed_over_at is null
    and (now() at time zone (select post ->> 'timeZone' from posts where code = post_code))::date >= until_on
$$;
