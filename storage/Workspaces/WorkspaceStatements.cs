using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Workspaces;

internal static class WorkspaceStatements
{
    public static readonly Statement Find = new("SELECT fence, holder, version FROM workspaces WHERE tenant = $1 AND agent_id = $2");

    public static readonly Statement Begin = new("""
        INSERT INTO workspaces (tenant, agent_id, fence, holder, version, updated_at) VALUES ($1, $2, $3, '', 0, $4)
        ON CONFLICT (tenant, agent_id) DO NOTHING
        """);

    public static readonly Statement Take = new(
        "UPDATE workspaces SET fence = $3, holder = '', updated_at = $4 WHERE tenant = $1 AND agent_id = $2 AND fence = $5");

    public static readonly Statement Hold = new("UPDATE workspaces SET holder = $4, updated_at = $5 WHERE tenant = $1 AND agent_id = $2 AND fence = $3");

    public static readonly Statement Advance = new(
        "UPDATE workspaces SET version = version + 1, updated_at = $5 WHERE tenant = $1 AND agent_id = $2 AND fence = $3 AND version = $4");

    public static readonly Statement InsertManifest = new(
        "INSERT INTO workspace_manifests (tenant, agent_id, version, created_at, payload) VALUES ($1, $2, $3, $4, $5)");

    public static readonly Statement PruneManifests = new("DELETE FROM workspace_manifests WHERE tenant = $1 AND agent_id = $2 AND version <= $3");

    public static readonly Statement Manifest = new("SELECT payload FROM workspace_manifests WHERE tenant = $1 AND agent_id = $2 AND version = $3");

    public static readonly Statement Manifests = new(
        "SELECT version, payload FROM workspace_manifests WHERE tenant = $1 AND agent_id = $2 ORDER BY version DESC");

    public static readonly Statement Need = new("UPDATE workspace_parts SET stored_at = $4 WHERE tenant = $1 AND agent_id = $2 AND name = $3");

    public static readonly Statement StorePart = new("""
        INSERT INTO workspace_parts (tenant, agent_id, name, stored_at, payload) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant, agent_id, name) DO UPDATE SET stored_at = excluded.stored_at
        """);

    public static readonly Statement Part = new("SELECT payload FROM workspace_parts WHERE tenant = $1 AND agent_id = $2 AND name = $3");

    public static readonly Statement Stored = new("SELECT name FROM workspace_parts WHERE tenant = $1 AND agent_id = $2 AND name IN LIST $3");

    public static readonly Statement Old = new("""
        SELECT name FROM workspace_parts WHERE tenant = $1 AND agent_id = $2 AND name > $3 AND stored_at < $4 ORDER BY name LIMIT $5
        """);

    public static readonly Statement RemoveOld = new(
        "DELETE FROM workspace_parts WHERE tenant = $1 AND agent_id = $2 AND name IN LIST $3 AND stored_at < $4");
}
