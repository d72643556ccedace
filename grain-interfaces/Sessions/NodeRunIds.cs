namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>
/// The ids of runs that nodes ask for: a node's key names a run within what that node asked. Like channels' they share the tenant's
/// run ids with the keys that clients choose, and are told apart by a first character that no client's key may have.
/// </summary>
public static class NodeRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const char Prefix = '#';

    /// <summary>The run that a node's key begins.</summary>
    public static string Of(string nodeId, string key) => $"{Prefix}{nodeId}:{key}";

    /// <summary>Whether only a node may begin a run of that id.</summary>
    public static bool Reserves(string runId) => runId.StartsWith(Prefix);
}
