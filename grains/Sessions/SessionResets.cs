using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>What a session keeps when it begins anew.</summary>
internal static class SessionResets
{
    /// <summary>
    /// By time or by a command in its chat. Whoever switched a group's activation spoke of the group: neither a new day nor a new
    /// conversation in it has the assistant answer what it was told not to.
    /// </summary>
    public static SessionEntry KeepInChat(SessionEntry entry)
    {
        SessionEntry kept = Keep(entry);
        return kept with
        {
            Settings = kept.Settings with
            {
                GroupActivation = entry.Settings.GroupActivation,

                // What takes away from commands stays: a new conversation is no way around it.
                ExecSecurity = entry.Settings.ExecSecurity is "full" ? null : entry.Settings.ExecSecurity,
                ExecAsk = entry.Settings.ExecAsk is "off" ? null : entry.Settings.ExecAsk,
            },
        };
    }

    /// <summary>By method <c>sessions.reset</c> (protocol §5.2).</summary>
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
