ALTER TABLE "production_orders" ADD COLUMN "made_at" text DEFAULT 'NYC' NOT NULL;--> statement-breakpoint
-- Cases under way get the flags that they were submitted without; what a newer release has written already stays.
UPDATE "cases" SET "state" = jsonb_build_object(
	'issuer', 'none',
	'issuerAskedAtMs', NULL,
	'oldPassport', CASE
		WHEN "service" !~ '\.(renew|replace)$' THEN 'none'
		WHEN "status" IN ('produced', 'mailed', 'closed') THEN 'cancelled'
		ELSE 'valid'
	END
) || "state";--> statement-breakpoint
UPDATE "policies" SET "policy" = jsonb_set("policy", '{deadlines,issuer}', '{"remindAfterDays":30,"dueAfterDays":60,"onDue":"escalate"}')
WHERE NOT "policy" -> 'deadlines' ? 'issuer';
