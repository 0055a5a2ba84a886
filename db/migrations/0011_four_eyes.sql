-- Beside domain/four-eyes.ts, for whatever gets past it (Z6): who approved a case does not make its document.
create function refuse_approver_as_maker() returns trigger language plpgsql as $$
begin
  if exists (select from case_events
             where order_number = new.order_number and kind = 'approve' and actor_id = new.actor_id) then
    raise exception 'who approved a case does not make its document' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger case_events_four_eyes before insert on case_events
for each row when (new.kind = 'completeProduction') execute function refuse_approver_as_maker();
--> statement-breakpoint
-- Nobody may wait for somebody who cannot come in any more (R-48). As the owner: administrators see no case's tasks.
create function release_tasks_of_disabled() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  update tasks set claimed_by = null, claimed_at = null, claimed_in_turn = false
  where claimed_by = new.id and state = 'open';
  return null;
end $$;
--> statement-breakpoint
create trigger staff_disabled after update of disabled_at on staff
for each row when (old.disabled_at is null and new.disabled_at is not null)
execute function release_tasks_of_disabled();
