-- Statuses: 0 queued, 1 delayed, 2 running, 3 done, 4 dead, 5 cancelled. Payload and outcome are sealed.
CREATE TABLE tasks (
    order_no     INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    unique_key   TEXT,
    status       INTEGER NOT NULL,
    priority     INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    fence        INTEGER NOT NULL,              -- grows with each taking; whoever holds an older one changes nothing
    created_at   INTEGER NOT NULL,
    not_before   INTEGER,
    lease_until  INTEGER,
    started_at   INTEGER,
    finished_at  INTEGER,
    payload      BLOB    NOT NULL,
    outcome      BLOB,
    UNIQUE (tenant, id)
);
CREATE UNIQUE INDEX tasks_key ON tasks (tenant, unique_key) WHERE unique_key IS NOT NULL AND status < 3;
CREATE INDEX tasks_order ON tasks (tenant, order_no);
CREATE INDEX tasks_queued ON tasks (tenant, priority DESC, order_no) WHERE status = 0;
CREATE INDEX tasks_delayed ON tasks (tenant, not_before) WHERE status = 1;
CREATE INDEX tasks_running ON tasks (tenant, lease_until) WHERE status = 2;
CREATE INDEX tasks_dead ON tasks (tenant, order_no) WHERE status = 4;
CREATE INDEX tasks_finished ON tasks (tenant, finished_at) WHERE status >= 3;

-- The sum of a tenant's rows counts. Here, where there is one writer, a tenant has one.
CREATE TABLE task_counts (
    tenant    TEXT    NOT NULL,
    slot      INTEGER NOT NULL,
    queued    INTEGER NOT NULL,
    delayed   INTEGER NOT NULL,
    running   INTEGER NOT NULL,
    dead      INTEGER NOT NULL,
    taken     INTEGER NOT NULL,
    processed INTEGER NOT NULL,
    failed    INTEGER NOT NULL,
    PRIMARY KEY (tenant, slot)
) WITHOUT ROWID;

-- Counters kept by the database itself, so that no writer can forget them.
CREATE TRIGGER tasks_added AFTER INSERT ON tasks BEGIN
    INSERT INTO task_counts (tenant, slot, queued, delayed, running, dead, taken, processed, failed)
    VALUES (new.tenant, 0, new.status = 0, new.status = 1, new.status = 2, new.status = 4, 0, 0, 0)
    ON CONFLICT (tenant, slot) DO UPDATE SET
        queued = queued + excluded.queued, delayed = delayed + excluded.delayed,
        running = running + excluded.running, dead = dead + excluded.dead;
END;
CREATE TRIGGER tasks_changed AFTER UPDATE OF status ON tasks WHEN new.status <> old.status BEGIN
    UPDATE task_counts SET
        queued = queued + (new.status = 0) - (old.status = 0),
        delayed = delayed + (new.status = 1) - (old.status = 1),
        running = running + (new.status = 2) - (old.status = 2),
        dead = dead + (new.status = 4) - (old.status = 4),
        taken = taken + (new.status = 2),
        processed = processed + (new.status = 3),
        failed = failed + (old.status = 2 AND new.status IN (0, 1, 4))
    WHERE tenant = new.tenant;
END;
CREATE TRIGGER tasks_removed AFTER DELETE ON tasks BEGIN
    UPDATE task_counts SET
        queued = queued - (old.status = 0), delayed = delayed - (old.status = 1),
        running = running - (old.status = 2), dead = dead - (old.status = 4)
    WHERE tenant = old.tenant;
END;
