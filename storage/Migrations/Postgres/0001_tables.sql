-- Times are Unix milliseconds. Payloads are sealed. Columns named order_no give the order of acceptance.

CREATE TABLE tenant_keys (
    tenant       text COLLATE "C" NOT NULL PRIMARY KEY,
    wrapped      bytea,                          -- null once destroyed: the tenant id is not used again
    master_id    text COLLATE "C" NOT NULL,
    created_at   bigint NOT NULL,
    destroyed_at bigint
);

CREATE TABLE grain_state (
    tenant     text COLLATE "C" NOT NULL,
    grain_type text COLLATE "C" NOT NULL,
    grain_key  text COLLATE "C" NOT NULL,
    state_name text COLLATE "C" NOT NULL,
    version    bigint NOT NULL,                -- the ETag
    payload    bytea NOT NULL,
    PRIMARY KEY (tenant, grain_type, grain_key, state_name)
);

CREATE TABLE reminders (
    grain_id   text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    grain_hash bigint NOT NULL,
    start_at   bigint NOT NULL,
    period     bigint NOT NULL,
    etag       bigint NOT NULL,
    PRIMARY KEY (grain_id, name)
);
CREATE INDEX reminders_hash ON reminders (grain_hash);

CREATE TABLE transcripts (
    tenant      text COLLATE "C" NOT NULL,
    session_key text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C" NOT NULL,
    seq         bigint NOT NULL,
    created_at  bigint NOT NULL,
    payload     bytea NOT NULL,
    PRIMARY KEY (tenant, session_key, session_id, seq)
);

CREATE TABLE transcript_archives (
    tenant      text COLLATE "C" NOT NULL,
    session_key text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C" NOT NULL,
    archive     text COLLATE "C" NOT NULL,
    seq         bigint NOT NULL,
    created_at  bigint NOT NULL,
    payload     bytea NOT NULL,
    PRIMARY KEY (tenant, session_key, session_id, archive, seq)
);

CREATE TABLE turns (
    order_no    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant      text COLLATE "C" NOT NULL,
    run_id      text COLLATE "C" NOT NULL,
    session_key text COLLATE "C" NOT NULL,
    status      bigint NOT NULL,
    owner_epoch bigint NOT NULL,
    payload     bytea NOT NULL,
    outcome     bytea,
    created_at  bigint NOT NULL,
    started_at  bigint ,
    ended_at    bigint ,
    UNIQUE (tenant, run_id)
);
CREATE INDEX turns_open ON turns (tenant, session_key, order_no) WHERE status < 2;
CREATE INDEX turns_ended ON turns (ended_at) WHERE status >= 2;

CREATE TABLE inbox (
    order_no    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant      text COLLATE "C" NOT NULL,
    channel     text COLLATE "C" NOT NULL,
    account     text COLLATE "C" NOT NULL,
    update_id   text COLLATE "C" NOT NULL,
    received_at bigint NOT NULL,
    payload     bytea,                           -- null once done: the id alone is remembered
    UNIQUE (tenant, channel, account, update_id)
);
CREATE INDEX inbox_pending ON inbox (tenant, channel, account, order_no) WHERE payload IS NOT NULL;
CREATE INDEX inbox_done ON inbox (tenant, channel, account, received_at) WHERE payload IS NULL;

CREATE TABLE outbox (
    order_no            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant              text COLLATE "C" NOT NULL,
    channel             text COLLATE "C" NOT NULL,
    account             text COLLATE "C" NOT NULL,
    id                  text COLLATE "C" NOT NULL,
    chat_id             text COLLATE "C" NOT NULL,
    status              bigint NOT NULL,
    fence               bigint NOT NULL,
    attempts            bigint NOT NULL,
    created_at          bigint NOT NULL,
    retry_at            bigint ,
    finished_at         bigint ,
    platform_message_id text COLLATE "C",
    error               text COLLATE "C",
    payload             bytea NOT NULL,
    UNIQUE (tenant, channel, account, id)
);
CREATE INDEX outbox_open ON outbox (tenant, channel, account, chat_id, order_no) WHERE status < 2;
CREATE INDEX outbox_order ON outbox (tenant, channel, account, order_no);
CREATE INDEX outbox_status ON outbox (tenant, channel, account, status, finished_at);

CREATE TABLE outbox_fences (
    tenant  text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    fence   bigint NOT NULL,
    PRIMARY KEY (tenant, channel, account)
);

CREATE TABLE audit (
    tenant    text COLLATE "C" NOT NULL,
    seq       bigint NOT NULL,
    record_id text COLLATE "C" NOT NULL,
    at        bigint NOT NULL,
    actor     text COLLATE "C" NOT NULL,
    action    text COLLATE "C" NOT NULL,
    target    text COLLATE "C" NOT NULL,
    details   text COLLATE "C" NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash      text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, seq),
    UNIQUE (tenant, record_id)
);

CREATE TABLE audit_heads (
    tenant text COLLATE "C" NOT NULL PRIMARY KEY,
    seq    bigint NOT NULL,
    hash   text COLLATE "C" NOT NULL,
    mac    bytea NOT NULL
);

CREATE TABLE session_index (
    tenant      text COLLATE "C" NOT NULL,
    session_key text COLLATE "C" NOT NULL,
    agent_id    text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C",
    updated_at  bigint NOT NULL,
    label       text COLLATE "C",
    spawned_by  text COLLATE "C",
    revision    bigint NOT NULL,
    payload     bytea NOT NULL,
    PRIMARY KEY (tenant, session_key)
);
CREATE INDEX session_index_newest ON session_index (tenant, updated_at DESC, session_key);
CREATE INDEX session_index_agent ON session_index (tenant, agent_id, updated_at DESC, session_key);
CREATE INDEX session_index_label ON session_index (tenant, label, updated_at DESC, session_key) WHERE label IS NOT NULL;
CREATE INDEX session_index_spawned ON session_index (tenant, spawned_by, updated_at DESC, session_key) WHERE spawned_by IS NOT NULL;
CREATE INDEX session_index_id ON session_index (tenant, session_id) WHERE session_id IS NOT NULL;

CREATE TABLE session_counts (
    tenant   text COLLATE "C" NOT NULL,
    agent_id text COLLATE "C" NOT NULL,
    sessions bigint NOT NULL,
    PRIMARY KEY (tenant, agent_id)
);

-- Counters kept by the database itself, so that no writer can forget them.
CREATE FUNCTION session_index_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND new.agent_id = old.agent_id THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE session_counts SET sessions = sessions - 1 WHERE tenant = old.tenant AND agent_id = old.agent_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO session_counts AS c (tenant, agent_id, sessions) VALUES (new.tenant, new.agent_id, 1)
        ON CONFLICT (tenant, agent_id) DO UPDATE SET sessions = c.sessions + 1;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER session_index_counted AFTER INSERT OR DELETE OR UPDATE OF agent_id ON session_index
    FOR EACH ROW EXECUTE FUNCTION session_index_count();

CREATE TABLE idempotency (
    tenant      text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    request_key text COLLATE "C" NOT NULL,
    outcome     bytea NOT NULL,
    expires_at  bigint NOT NULL,
    PRIMARY KEY (tenant, kind, request_key)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);
