-- Who sees which rows, a second time beneath the API (Z3, docs/adr/0011). The API's connections say for whom they ask in
-- `acting.who` (db/acting.ts): "account <id>", "staff <id> <post> <roles>", "house <errand>"; nothing = nobody.
create function acting_account() returns uuid language sql stable parallel safe as $$
  select case when starts_with(current_setting('acting.who', true), 'account ')
    then split_part(current_setting('acting.who', true), ' ', 2)::uuid end
$$;
--> statement-breakpoint
-- The post of somebody who works on its cases; administrators, operators and auditors see none.
create function acting_desk() returns text language sql stable parallel safe as $$
  select case when starts_with(current_setting('acting.who', true), 'staff ')
    and string_to_array(split_part(current_setting('acting.who', true), ' ', 4), ',') && '{officer,mailroom,supervisor}'
    then split_part(current_setting('acting.who', true), ' ', 3) end
$$;
--> statement-breakpoint
-- The post of somebody who makes documents, of whatever post's cases.
create function acting_workshop() returns text language sql stable parallel safe as $$
  select case when starts_with(current_setting('acting.who', true), 'staff ')
    and string_to_array(split_part(current_setting('acting.who', true), ' ', 4), ',') && '{production}'
    then split_part(current_setting('acting.who', true), ' ', 3) end
$$;
--> statement-breakpoint
create function acting_errand() returns text language sql stable parallel safe as $$
  select case when starts_with(current_setting('acting.who', true), 'house ')
    then split_part(current_setting('acting.who', true), ' ', 2) end
$$;
--> statement-breakpoint
-- The worker carries out every case's steps; the owner migrates and repairs. Both are named, as FORCE holds the owner too.
do $$
declare each text;
begin
  foreach each in array array['applications', 'answer_revisions', 'statements', 'face_checks', 'documents', 'cases',
    'case_persons', 'case_commands', 'case_events', 'tasks', 'messages', 'mail_outbox', 'start_outbox',
    'supplement_requests', 'interviews', 'production_orders', 'identities', 'consents', 'hand_overs']
  loop
    execute format('alter table %I enable row level security, force row level security', each);
    execute format('create policy worker on %I to consular_worker using (true) with check (true)', each);
    execute format('create policy owner on %I to current_user using (true) with check (true)', each);
  end loop;
end $$;
--> statement-breakpoint
-- In each policy the cheap ways come first. `(select …)` is asked once a query, not once a row.

-- A case is its account's (a guardian's until the applicant's 16th birthday, by the post's calendar), its post's, and that
-- of the post that makes its document. Everything about a case is seen by who sees the case.
create policy seen on cases for select to consular_api using (
  (account_id = (select acting_account()) and not guardian_ended(guardian_until_on, handed_over_at, post))
  or post = (select acting_desk())
  or (select acting_errand()) in ('durations', 'order-key', 'hand-over')
  or ((select acting_workshop()) is not null and exists (
    select from production_orders o where o.order_number = cases.order_number and o.made_at = (select acting_workshop())))
);
--> statement-breakpoint
create policy filed on cases for insert to consular_api with check (account_id = (select acting_account()));
--> statement-breakpoint
-- A draft is its account's alone; once submitted it goes with its case.
create policy seen on applications for select to consular_api using (
  case when submitted_at is null then account_id = (select acting_account())
    else (select acting_errand()) is null and exists (select from cases c where c.application_id = applications.id) end
);
--> statement-breakpoint
create policy begun on applications for insert to consular_api with check (account_id = (select acting_account()));
--> statement-breakpoint
create policy filled_in on applications for update to consular_api using (
  (select acting_account()) is not null and case when submitted_at is null then account_id = (select acting_account())
    else exists (select from cases c where c.application_id = applications.id) end
);
--> statement-breakpoint
create policy given_up on applications for delete to consular_api using (
  submitted_at is null and account_id = (select acting_account())
);
--> statement-breakpoint
create policy seen on answer_revisions for select to consular_api using (
  exists (select from applications a where a.id = application_id)
);
--> statement-breakpoint
create policy recorded on answer_revisions for insert to consular_api with check (
  (select acting_account()) is not null and exists (select from applications a where a.id = application_id)
);
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['statements', 'face_checks', 'documents'] loop
    execute format('create policy seen on %I for select to consular_api using (
      exists (select from applications a where a.id = application_id))', each);
    execute format('create policy added on %I for insert to consular_api with check (
      (select acting_account()) is not null and exists (select from applications a where a.id = application_id))', each);
    execute format('create policy changed on %I for update to consular_api using (
      (select acting_account()) is not null and exists (select from applications a where a.id = application_id))', each);
  end loop;
end $$;
--> statement-breakpoint
create policy removed on statements for delete to consular_api using (
  (select acting_account()) is not null
  and exists (select from applications a where a.id = application_id and a.submitted_at is null)
);
--> statement-breakpoint
create policy removed on face_checks for delete to consular_api using (
  (select acting_account()) is not null and exists (select from applications a where a.id = application_id)
);
--> statement-breakpoint
-- What a decision has seen stays: only a draft's pictures go, and those that wait for a supplement.
create policy removed on documents for delete to consular_api using (
  (select acting_account()) is not null and exists (
    select from applications a where a.id = application_id and (a.submitted_at is null or state = 'pending'))
);
--> statement-breakpoint
create policy seen on case_persons for select to consular_api using (
  (select acting_account()) is not null and exists (select from cases c where c.order_number = case_persons.order_number)
);
--> statement-breakpoint
create policy filed on case_persons for insert to consular_api with check (
  (select acting_account()) is not null and exists (select from cases c where c.order_number = case_persons.order_number)
);
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['case_commands', 'start_outbox', 'supplement_requests', 'interviews'] loop
    execute format('create policy seen on %1$I for select to consular_api using (
      (select acting_errand()) is null and exists (select from cases c where c.order_number = %1$I.order_number))', each);
  end loop;
end $$;
--> statement-breakpoint
create policy said on case_commands for insert to consular_api with check (
  (select acting_errand()) is null and exists (select from cases c where c.order_number = case_commands.order_number)
);
--> statement-breakpoint
create policy filed on start_outbox for insert to consular_api with check (
  (select acting_account()) is not null and exists (select from cases c where c.order_number = start_outbox.order_number)
);
--> statement-breakpoint
create policy started on start_outbox for update to consular_api using (
  (select acting_errand()) is null and exists (select from cases c where c.order_number = start_outbox.order_number)
);
--> statement-breakpoint
create policy seen on case_events for select to consular_api using (
  (select acting_errand()) = 'durations'
  or ((select acting_errand()) is null and exists (
    select from cases c where c.order_number = case_events.order_number))
);
--> statement-breakpoint
-- Work waits at a post; who sees a case sees what is done about it elsewhere too.
create policy seen on tasks for select to consular_api using (
  post = (select acting_desk())
  or (kind = 'production' and post = (select acting_workshop()))
  or ((select acting_errand()) is null and exists (select from cases c where c.order_number = tasks.order_number))
);
--> statement-breakpoint
create policy taken on tasks for update to consular_api using (
  post = (select acting_desk()) or (kind = 'production' and post = (select acting_workshop()))
);
--> statement-breakpoint
create policy seen on messages for select to consular_api using (
  (select acting_account()) is not null and exists (select from cases c where c.order_number = messages.order_number)
);
--> statement-breakpoint
create policy read on messages for update to consular_api using (
  (select acting_account()) is not null and exists (select from cases c where c.order_number = messages.order_number)
);
--> statement-breakpoint
-- A code is mailed before it is known who asks. Nobody of the API reads what is to be sent.
create policy written on mail_outbox for insert to consular_api with check (true);
--> statement-breakpoint
-- No way through the case here: the case's own policy looks into this table.
create policy seen on production_orders for select to consular_api using (
  post = (select acting_desk()) or made_at = (select acting_workshop())
);
--> statement-breakpoint
create policy own on identities to consular_api using (account_id = (select acting_account()));
--> statement-breakpoint
create policy seen on consents for select to consular_api using (
  account_id = (select acting_account())
  or ((select acting_errand()) is null and exists (
    select from applications a where a.id = consents.application_id and a.submitted_at is not null))
);
--> statement-breakpoint
create policy given on consents for insert to consular_api with check (account_id = (select acting_account()));
--> statement-breakpoint
create policy withdrawn on consents for update to consular_api using (account_id = (select acting_account()));
--> statement-breakpoint
create policy seen on hand_overs for select to consular_api using (
  made_by = (select acting_account()) or taken_by = (select acting_account())
);
--> statement-breakpoint
create policy offered on hand_overs for insert to consular_api with check (
  made_by = (select acting_account()) and exists (select from cases c where c.order_number = hand_overs.order_number)
);
--> statement-breakpoint
create policy revoked on hand_overs for update to consular_api using (made_by = (select acting_account()));

--> statement-breakpoint
-- An order changes hands (R-08): the one errand that writes. Who takes it over does not see it before, who filed it not after.
create policy handed_over on cases for update to consular_api using ((select acting_errand()) = 'hand-over');
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['applications', 'messages', 'hand_overs'] loop
    execute format('create policy handed_over on %I to consular_api using ((select acting_errand()) = ''hand-over'')', each);
  end loop;
  foreach each in array array['case_persons', 'identities'] loop
    execute format('create policy handed_over on %I for select to consular_api using (
      (select acting_errand()) = ''hand-over'')', each);
  end loop;
end $$;
