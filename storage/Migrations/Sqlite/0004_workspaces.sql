-- Agents' workspaces: who may write to one, its files by version, and the parts of their contents, named by a keyed hash of what they hold.
CREATE TABLE workspaces (
    tenant     TEXT    NOT NULL,
    agent_id   TEXT    NOT NULL,
    fence      INTEGER NOT NULL,                -- of the holder; it only grows
    holder     TEXT    NOT NULL,                -- the runner that may write; empty while it is on its way to one
    version    INTEGER NOT NULL,                -- of the newest manifest; 0 for none
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, agent_id)
) WITHOUT ROWID;

CREATE TABLE workspace_manifests (
    tenant     TEXT    NOT NULL,
    agent_id   TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    payload    BLOB    NOT NULL,
    PRIMARY KEY (tenant, agent_id, version)
);

CREATE TABLE workspace_parts (
    tenant    TEXT    NOT NULL,
    agent_id  TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    stored_at INTEGER NOT NULL,                 -- or told to be needed
    payload   BLOB    NOT NULL,
    PRIMARY KEY (tenant, agent_id, name)
);
