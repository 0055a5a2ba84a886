CREATE INDEX "cases_key" ON "cases" USING btree ("key_id");--> statement-breakpoint
-- A session's end, by whomever, is told to every API process: its open streams end with it (S3).
create function tell_session_end() returns trigger language plpgsql as $$
begin
  perform pg_notify('session_ends', json_build_object('endedSession', old.id)::text);
  return null;
end $$;
--> statement-breakpoint
create trigger sessions_end after delete on sessions
for each row execute function tell_session_end();
