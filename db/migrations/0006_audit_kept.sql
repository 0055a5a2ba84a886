-- Nothing that was recorded is ever changed or removed; only a superuser could switch this off, and the MACs tell (ADR 10).
create function audit_keep() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only ever appended to' using errcode = 'restrict_violation', table = tg_table_name;
end $$;
--> statement-breakpoint
create trigger audit_records_kept before update or delete or truncate on audit_records
  for each statement execute function audit_keep();
--> statement-breakpoint
create trigger audit_chain_kept before update or delete or truncate on audit_chain
  for each statement execute function audit_keep();
--> statement-breakpoint
-- As its owner: who appends a record need not be allowed to touch the list of those that wait for their link.
create function audit_await_link() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_pending (record_id) values (new.id);
  return null;
end $$;
--> statement-breakpoint
create trigger audit_records_pending after insert on audit_records
  for each row execute function audit_await_link();
