-- Agents' workspaces: who may write to one, its files by version, and the parts of their contents, named by a keyed hash of what they hold.
CREATE TABLE workspaces (
    tenant     text COLLATE "C" NOT NULL,
    agent_id   text COLLATE "C" NOT NULL,
    fence      bigint NOT NULL,                 -- of the holder; it only grows
    holder     text COLLATE "C" NOT NULL,       -- the runner that may write; empty while it is on its way to one
    version    bigint NOT NULL,                 -- of the newest manifest; 0 for none
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant, agent_id)
);

CREATE TABLE workspace_manifests (
    tenant     text COLLATE "C" NOT NULL,
    agent_id   text COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    created_at bigint NOT NULL,
    payload    bytea NOT NULL,
    PRIMARY KEY (tenant, agent_id, version)
);

CREATE TABLE workspace_parts (
    tenant    text COLLATE "C" NOT NULL,
    agent_id  text COLLATE "C" NOT NULL,
    name      text COLLATE "C" NOT NULL,
    stored_at bigint NOT NULL,                  -- or told to be needed
    payload   bytea NOT NULL,
    PRIMARY KEY (tenant, agent_id, name)
);
