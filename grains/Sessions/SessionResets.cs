using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>What a session keeps when it begins anew (protocol §5.2).</summary>
internal static class SessionResets
{
    public static SessionEntry Keep(SessionEntry entry) => entry with
    {
        Settings = new SessionSettings
        {
            Label = entry.Settings.Label,
            ThinkingLevel = entry.Settings.ThinkingLevel,
            VerboseLevel = entry.Settings.VerboseLevel,
            ReasoningLevel = entry.Settings.ReasoningLevel,
            ResponseUsage = entry.Settings.ResponseUsage,
            SendPolicy = entry.Settings.SendPolicy,
        },
        Tokens = null,
        SystemSent = false,
        AbortedLastRun = false,
        CompactionCount = 0,
    };
}
