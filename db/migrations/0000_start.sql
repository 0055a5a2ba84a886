CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email_sealed" "bytea" NOT NULL,
	"email_index" "bytea" NOT NULL,
	"password_hash" text NOT NULL,
	"lang" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_email_index_unique" UNIQUE("email_index")
);
--> statement-breakpoint
CREATE TABLE "answer_revisions" (
	"application_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"answers_sealed" "bytea" NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_revisions_application_id_revision_pk" PRIMARY KEY("application_id","revision")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"service" text NOT NULL,
	"form_version" integer NOT NULL,
	"post" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"answers_sealed" "bytea" NOT NULL,
	"submitted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_commands" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_number" text NOT NULL,
	"kind" text NOT NULL,
	"body_sealed" "bytea" NOT NULL,
	"body_index" "bytea" NOT NULL,
	"said_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"order_number" text NOT NULL,
	"version" integer NOT NULL,
	"command_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status_before" text NOT NULL,
	"status" text NOT NULL,
	"actor_role" text NOT NULL,
	"actor_id" text,
	"actor_post" text,
	"standing" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_events_order_number_version_pk" PRIMARY KEY("order_number","version"),
	CONSTRAINT "case_events_command_id_unique" UNIQUE("command_id")
);
--> statement-breakpoint
CREATE TABLE "case_persons" (
	"order_number" text NOT NULL,
	"person_index" "bytea" NOT NULL,
	"open" boolean NOT NULL,
	CONSTRAINT "case_persons_order_number_person_index_pk" PRIMARY KEY("order_number","person_index")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"order_number" text PRIMARY KEY NOT NULL,
	"application_id" uuid NOT NULL,
	"submit_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"service" text NOT NULL,
	"post" text NOT NULL,
	"home_post" text,
	"policy_id" uuid NOT NULL,
	"fee_cents" integer NOT NULL,
	"name_index" "bytea" NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"state" jsonb NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "cases_application_id_unique" UNIQUE("application_id"),
	CONSTRAINT "cases_submit_id_unique" UNIQUE("submit_id")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"wrapped" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"application_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"object_key" text NOT NULL,
	"content_index" "bytea" NOT NULL,
	"name_sealed" "bytea" NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"uploaded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_number" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"note_sealed" "bytea"
);
--> statement-breakpoint
CREATE TABLE "mail_outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"mail_sealed" "bytea" NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"order_number" text NOT NULL,
	"account_id" uuid NOT NULL,
	"template" text NOT NULL,
	"params_sealed" "bytea" NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "nationality_statements" (
	"application_id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"text_hash" text NOT NULL,
	"signature_sealed" "bytea" NOT NULL,
	"signed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"code_index" "bytea" NOT NULL,
	"attempts_left" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"post" text NOT NULL,
	"effective_from" date NOT NULL,
	"policy" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"code" text PRIMARY KEY NOT NULL,
	"post" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "production_orders" (
	"order_number" text PRIMARY KEY NOT NULL,
	"post" text NOT NULL,
	"ordered_at" timestamp with time zone NOT NULL,
	"document_number_sealed" "bytea",
	"produced_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"bucket_index" "bytea" PRIMARY KEY NOT NULL,
	"used" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"staff_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"post" text NOT NULL,
	"roles" text[] NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "start_outbox" (
	"order_number" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "supplement_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_number" text NOT NULL,
	"items" jsonb NOT NULL,
	"note_sealed" "bytea" NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"order_number" text NOT NULL,
	"kind" text NOT NULL,
	"post" text NOT NULL,
	"state" text NOT NULL,
	"own_district" boolean NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"claimed_by" uuid,
	"claimed_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "answer_revisions" ADD CONSTRAINT "answer_revisions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_post_posts_code_fk" FOREIGN KEY ("post") REFERENCES "public"."posts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_commands" ADD CONSTRAINT "case_commands_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_persons" ADD CONSTRAINT "case_persons_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_post_posts_code_fk" FOREIGN KEY ("post") REFERENCES "public"."posts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interviews" ADD CONSTRAINT "interviews_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD CONSTRAINT "mail_outbox_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nationality_statements" ADD CONSTRAINT "nationality_statements_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD CONSTRAINT "one_time_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_post_posts_code_fk" FOREIGN KEY ("post") REFERENCES "public"."posts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_post_posts_code_fk" FOREIGN KEY ("post") REFERENCES "public"."posts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "start_outbox" ADD CONSTRAINT "start_outbox_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplement_requests" ADD CONSTRAINT "supplement_requests_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_order_number_cases_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."cases"("order_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_claimed_by_staff_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applications_account" ON "applications" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_order_per_person" ON "case_persons" USING btree ("person_index") WHERE "case_persons"."open";--> statement-breakpoint
CREATE INDEX "cases_account" ON "cases" USING btree ("account_id","submitted_at");--> statement-breakpoint
CREATE INDEX "cases_post_status" ON "cases" USING btree ("post","status","submitted_at");--> statement-breakpoint
CREATE INDEX "cases_name" ON "cases" USING btree ("name_index");--> statement-breakpoint
CREATE INDEX "documents_application" ON "documents" USING btree ("application_id","kind");--> statement-breakpoint
CREATE INDEX "interviews_order" ON "interviews" USING btree ("order_number","starts_at");--> statement-breakpoint
CREATE INDEX "mail_outbox_waiting" ON "mail_outbox" USING btree ("next_attempt_at") WHERE "mail_outbox"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "messages_account" ON "messages" USING btree ("account_id","sent_at");--> statement-breakpoint
CREATE INDEX "one_time_codes_account" ON "one_time_codes" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "policies_post_from" ON "policies" USING btree ("post","effective_from");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_staff" ON "sessions" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "start_outbox_waiting" ON "start_outbox" USING btree ("created_at") WHERE "start_outbox"."started_at" is null;--> statement-breakpoint
CREATE INDEX "supplement_requests_order" ON "supplement_requests" USING btree ("order_number","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_task_of_a_kind" ON "tasks" USING btree ("order_number","kind") WHERE "tasks"."state" = 'open';--> statement-breakpoint
CREATE INDEX "tasks_queue" ON "tasks" USING btree ("post","kind","own_district" DESC NULLS LAST,"submitted_at","order_number") WHERE "tasks"."state" = 'open' and "tasks"."claimed_by" is null;--> statement-breakpoint
CREATE INDEX "tasks_holder" ON "tasks" USING btree ("claimed_by") WHERE "tasks"."state" = 'open';