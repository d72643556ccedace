namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>
/// The ids of runs that channels begin: made from the inbound update, so that the same update begins one run. They share the
/// tenant's run ids with the keys that clients choose, and update ids can be guessed; a first character that no client's key may
/// have keeps a client from taking an update's place before it arrives.
/// </summary>
public static class ChannelRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const char Prefix = '@';

    /// <summary>The run that an update begins.</summary>
    public static string Of(string channel, string account, string updateId) => $"{Prefix}{channel}:{account}:{updateId}";

    /// <summary>Whether only a channel may begin a run of that id.</summary>
    public static bool Reserves(string runId) => runId.StartsWith(Prefix);
}
