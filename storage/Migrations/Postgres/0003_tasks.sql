-- Statuses: 0 queued, 1 delayed, 2 running, 3 done, 4 dead, 5 cancelled. Payload and outcome are sealed.
CREATE TABLE tasks (
    order_no     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant       text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL,
    unique_key   text COLLATE "C",
    status       bigint NOT NULL,
    priority     bigint NOT NULL,
    attempts     bigint NOT NULL,
    max_attempts bigint NOT NULL,
    fence        bigint NOT NULL,              -- grows with each taking; whoever holds an older one changes nothing
    created_at   bigint NOT NULL,
    not_before   bigint,
    lease_until  bigint,
    started_at   bigint,
    finished_at  bigint,
    payload      bytea NOT NULL,
    outcome      bytea,
    UNIQUE (tenant, id)
);
CREATE UNIQUE INDEX tasks_key ON tasks (tenant, unique_key) WHERE unique_key IS NOT NULL AND status < 3;
CREATE INDEX tasks_order ON tasks (tenant, order_no);
CREATE INDEX tasks_queued ON tasks (tenant, priority DESC, order_no) WHERE status = 0;
CREATE INDEX tasks_delayed ON tasks (tenant, not_before) WHERE status = 1;
CREATE INDEX tasks_running ON tasks (tenant, lease_until) WHERE status = 2;
CREATE INDEX tasks_dead ON tasks (tenant, order_no) WHERE status = 4;
CREATE INDEX tasks_finished ON tasks (tenant, finished_at) WHERE status >= 3;

-- The sum of a tenant's rows counts. A transaction counts in a row that no other one holds, and makes one when there is none: nobody waits
-- for another's commit, and there are as many rows as transactions ever ran at once.
CREATE TABLE task_counts (
    tenant    text COLLATE "C" NOT NULL,
    slot      bigint GENERATED ALWAYS AS IDENTITY,
    queued    bigint NOT NULL,
    delayed   bigint NOT NULL,
    running   bigint NOT NULL,
    dead      bigint NOT NULL,
    taken     bigint NOT NULL,
    processed bigint NOT NULL,
    failed    bigint NOT NULL,
    PRIMARY KEY (tenant, slot)
) WITH (fillfactor = 50);

-- Counters kept by the database itself, so that no writer can forget them.
CREATE FUNCTION task_count(c task_counts) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    free bigint;
BEGIN
    SELECT slot INTO free FROM task_counts WHERE tenant = c.tenant ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF free IS NULL THEN
        INSERT INTO task_counts (tenant, queued, delayed, running, dead, taken, processed, failed)
        VALUES (c.tenant, c.queued, c.delayed, c.running, c.dead, c.taken, c.processed, c.failed);
    ELSE
        UPDATE task_counts AS t SET
            queued = t.queued + c.queued, delayed = t.delayed + c.delayed, running = t.running + c.running, dead = t.dead + c.dead,
            taken = t.taken + c.taken, processed = t.processed + c.processed, failed = t.failed + c.failed
        WHERE tenant = c.tenant AND slot = free;
    END IF;
END
$$;
CREATE FUNCTION tasks_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM task_count(ROW(
        tenant, 0, count(*) FILTER (WHERE status = 0), count(*) FILTER (WHERE status = 1),
        count(*) FILTER (WHERE status = 2), count(*) FILTER (WHERE status = 4), 0, 0, 0)::task_counts)
    FROM added GROUP BY tenant;
    RETURN NULL;
END
$$;
CREATE FUNCTION tasks_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM task_count(ROW(
        n.tenant, 0,
        count(*) FILTER (WHERE n.status = 0) - count(*) FILTER (WHERE o.status = 0),
        count(*) FILTER (WHERE n.status = 1) - count(*) FILTER (WHERE o.status = 1),
        count(*) FILTER (WHERE n.status = 2) - count(*) FILTER (WHERE o.status = 2),
        count(*) FILTER (WHERE n.status = 4) - count(*) FILTER (WHERE o.status = 4),
        count(*) FILTER (WHERE n.status = 2),
        count(*) FILTER (WHERE n.status = 3),
        count(*) FILTER (WHERE o.status = 2 AND n.status IN (0, 1, 4)))::task_counts)
    FROM added AS n JOIN removed AS o USING (order_no) WHERE n.status <> o.status GROUP BY n.tenant;
    RETURN NULL;
END
$$;
CREATE FUNCTION tasks_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM task_count(ROW(
        tenant, 0, -count(*) FILTER (WHERE status = 0), -count(*) FILTER (WHERE status = 1),
        -count(*) FILTER (WHERE status = 2), -count(*) FILTER (WHERE status = 4), 0, 0, 0)::task_counts)
    FROM removed GROUP BY tenant;
    RETURN NULL;
END
$$;
CREATE TRIGGER tasks_added AFTER INSERT ON tasks REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tasks_added();
CREATE TRIGGER tasks_changed AFTER UPDATE ON tasks REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tasks_changed();
CREATE TRIGGER tasks_removed AFTER DELETE ON tasks REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION tasks_removed();
