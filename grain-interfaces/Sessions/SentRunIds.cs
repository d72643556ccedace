namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>
/// The ids of runs that answer messages of other sessions. They share the tenant's run ids with the keys that clients choose; a beginning that
/// no client's key may have keeps a client from taking a run's place.
/// </summary>
public static class SentRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const string Prefix = "sessions_send:";

    /// <summary>The run of one message.</summary>
    public static string Of(string id) => Prefix + id;

    /// <summary>Whether only messages of sessions have runs of that id.</summary>
    public static bool Reserves(string runId) => runId.StartsWith(Prefix, StringComparison.Ordinal);
}
