CREATE TABLE "face_checks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"portrait_id" uuid,
	"score_sealed" "bytea",
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"application_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"text_hash" text NOT NULL,
	"signature_sealed" "bytea" NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "statements_application_id_kind_pk" PRIMARY KEY("application_id","kind")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "traits" jsonb DEFAULT '{"minor":false,"lost":false,"faceSkipped":false,"nationalityDoubt":false}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "advice" jsonb;--> statement-breakpoint
ALTER TABLE "face_checks" ADD CONSTRAINT "face_checks_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "face_checks_application" ON "face_checks" USING btree ("application_id","at");--> statement-breakpoint
INSERT INTO "statements" ("application_id", "kind", "version", "text_hash", "signature_sealed", "signed_at")
SELECT "application_id", 'nationality', "version", "text_hash", "signature_sealed", "signed_at" FROM "nationality_statements";
