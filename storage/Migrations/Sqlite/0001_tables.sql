-- Times are Unix milliseconds. Payloads are sealed. Columns named order_no give the order of acceptance.

CREATE TABLE tenant_keys (
    tenant       TEXT    NOT NULL PRIMARY KEY,
    wrapped      BLOB,                          -- null once destroyed: the tenant id is not used again
    master_id    TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    destroyed_at INTEGER
) WITHOUT ROWID;

CREATE TABLE grain_state (
    tenant     TEXT    NOT NULL,
    grain_type TEXT    NOT NULL,
    grain_key  TEXT    NOT NULL,
    state_name TEXT    NOT NULL,
    version    INTEGER NOT NULL,                -- the ETag
    payload    BLOB    NOT NULL,
    PRIMARY KEY (tenant, grain_type, grain_key, state_name)
);

CREATE TABLE reminders (
    grain_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    grain_hash INTEGER NOT NULL,
    start_at   INTEGER NOT NULL,
    period     INTEGER NOT NULL,
    etag       INTEGER NOT NULL,
    PRIMARY KEY (grain_id, name)
) WITHOUT ROWID;
CREATE INDEX reminders_hash ON reminders (grain_hash);

CREATE TABLE transcripts (
    tenant      TEXT    NOT NULL,
    session_key TEXT    NOT NULL,
    session_id  TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    payload     BLOB    NOT NULL,
    PRIMARY KEY (tenant, session_key, session_id, seq)
);

CREATE TABLE transcript_archives (
    tenant      TEXT    NOT NULL,
    session_key TEXT    NOT NULL,
    session_id  TEXT    NOT NULL,
    archive     TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    payload     BLOB    NOT NULL,
    PRIMARY KEY (tenant, session_key, session_id, archive, seq)
);

CREATE TABLE turns (
    order_no    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant      TEXT    NOT NULL,
    run_id      TEXT    NOT NULL,
    session_key TEXT    NOT NULL,
    status      INTEGER NOT NULL,
    owner_epoch INTEGER NOT NULL,
    payload     BLOB    NOT NULL,
    outcome     BLOB,
    created_at  INTEGER NOT NULL,
    started_at  INTEGER,
    ended_at    INTEGER,
    UNIQUE (tenant, run_id)
);
CREATE INDEX turns_open ON turns (tenant, session_key, order_no) WHERE status < 2;
CREATE INDEX turns_ended ON turns (ended_at) WHERE status >= 2;

CREATE TABLE inbox (
    order_no    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant      TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    account     TEXT    NOT NULL,
    update_id   TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    payload     BLOB,                           -- null once done: the id alone is remembered
    UNIQUE (tenant, channel, account, update_id)
);
CREATE INDEX inbox_pending ON inbox (tenant, channel, account, order_no) WHERE payload IS NOT NULL;
CREATE INDEX inbox_done ON inbox (tenant, channel, account, received_at) WHERE payload IS NULL;

CREATE TABLE outbox (
    order_no            INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant              TEXT    NOT NULL,
    channel             TEXT    NOT NULL,
    account             TEXT    NOT NULL,
    id                  TEXT    NOT NULL,
    chat_id             TEXT    NOT NULL,
    status              INTEGER NOT NULL,
    fence               INTEGER NOT NULL,
    attempts            INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    retry_at            INTEGER,
    finished_at         INTEGER,
    platform_message_id TEXT,
    error               TEXT,
    payload             BLOB    NOT NULL,
    UNIQUE (tenant, channel, account, id)
);
CREATE INDEX outbox_open ON outbox (tenant, channel, account, chat_id, order_no) WHERE status < 2;
CREATE INDEX outbox_order ON outbox (tenant, channel, account, order_no);
CREATE INDEX outbox_status ON outbox (tenant, channel, account, status, finished_at);

CREATE TABLE outbox_fences (
    tenant  TEXT    NOT NULL,
    channel TEXT    NOT NULL,
    account TEXT    NOT NULL,
    fence   INTEGER NOT NULL,
    PRIMARY KEY (tenant, channel, account)
) WITHOUT ROWID;

CREATE TABLE audit (
    tenant    TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    record_id TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    actor     TEXT    NOT NULL,
    action    TEXT    NOT NULL,
    target    TEXT    NOT NULL,
    details   TEXT    NOT NULL,
    prev_hash TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    PRIMARY KEY (tenant, seq),
    UNIQUE (tenant, record_id)
);

CREATE TABLE audit_heads (
    tenant TEXT    NOT NULL PRIMARY KEY,
    seq    INTEGER NOT NULL,
    hash   TEXT    NOT NULL,
    mac    BLOB    NOT NULL
) WITHOUT ROWID;

CREATE TABLE session_index (
    tenant      TEXT    NOT NULL,
    session_key TEXT    NOT NULL,
    agent_id    TEXT    NOT NULL,
    session_id  TEXT,
    updated_at  INTEGER NOT NULL,
    label       TEXT,
    spawned_by  TEXT,
    revision    INTEGER NOT NULL,
    payload     BLOB    NOT NULL,
    PRIMARY KEY (tenant, session_key)
);
CREATE INDEX session_index_newest ON session_index (tenant, updated_at DESC, session_key);
CREATE INDEX session_index_agent ON session_index (tenant, agent_id, updated_at DESC, session_key);
CREATE INDEX session_index_label ON session_index (tenant, label, updated_at DESC, session_key) WHERE label IS NOT NULL;
CREATE INDEX session_index_spawned ON session_index (tenant, spawned_by, updated_at DESC, session_key) WHERE spawned_by IS NOT NULL;
CREATE INDEX session_index_id ON session_index (tenant, session_id) WHERE session_id IS NOT NULL;

CREATE TABLE session_counts (
    tenant   TEXT    NOT NULL,
    agent_id TEXT    NOT NULL,
    sessions INTEGER NOT NULL,
    PRIMARY KEY (tenant, agent_id)
) WITHOUT ROWID;

-- Counters kept by the database itself, so that no writer can forget them.
CREATE TRIGGER session_index_added AFTER INSERT ON session_index BEGIN
    INSERT INTO session_counts (tenant, agent_id, sessions) VALUES (new.tenant, new.agent_id, 1)
    ON CONFLICT (tenant, agent_id) DO UPDATE SET sessions = sessions + 1;
END;
CREATE TRIGGER session_index_removed AFTER DELETE ON session_index BEGIN
    UPDATE session_counts SET sessions = sessions - 1 WHERE tenant = old.tenant AND agent_id = old.agent_id;
END;
CREATE TRIGGER session_index_moved AFTER UPDATE OF agent_id ON session_index WHEN new.agent_id <> old.agent_id BEGIN
    UPDATE session_counts SET sessions = sessions - 1 WHERE tenant = old.tenant AND agent_id = old.agent_id;
    INSERT INTO session_counts (tenant, agent_id, sessions) VALUES (new.tenant, new.agent_id, 1)
    ON CONFLICT (tenant, agent_id) DO UPDATE SET sessions = sessions + 1;
END;

CREATE TABLE idempotency (
    tenant      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    request_key TEXT    NOT NULL,
    outcome     BLOB    NOT NULL,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, request_key)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);
