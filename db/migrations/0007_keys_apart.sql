CREATE TABLE "installation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "applications" DROP CONSTRAINT "applications_key_id_data_keys_id_fk";--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_key_id_data_keys_id_fk";--> statement-breakpoint
-- db/migrate.ts has moved the keys to their own database and emptied them here; run without it, this drops nothing.
DO $$ BEGIN
	IF EXISTS (SELECT FROM "data_keys" WHERE "wrapped" IS NOT NULL) THEN
		RAISE EXCEPTION 'the keys have not been moved to their own database';
	END IF;
END $$;--> statement-breakpoint
DROP TABLE "data_keys";--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "applications_key" ON "applications" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "applications_untouched" ON "applications" USING btree ("updated_at") WHERE "applications"."submitted_at" is null;--> statement-breakpoint
CREATE INDEX "cases_kept" ON "cases" USING btree ("ended_at") WHERE "cases"."ended_at" is not null and "cases"."erased_at" is null;