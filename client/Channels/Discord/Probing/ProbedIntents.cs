namespace Moltbot.Gateway.Channels.Discord.Probing;

/// <summary>Which privileged intents are switched on in the developer portal: <c>enabled</c>, <c>limited</c> (until Discord verified the bot) or <c>disabled</c>.</summary>
internal sealed record ProbedIntents(string Presence, string GuildMembers, string MessageContent)
{
    /// <summary>Reads them off an application's flags.</summary>
    public static ProbedIntents Of(long flags) => new(State(flags, 12), State(flags, 14), State(flags, 18));

    private static string State(long flags, int bit) => (flags & (1L << bit)) != 0 ? "enabled" : (flags & (1L << (bit + 1))) != 0 ? "limited" : "disabled";
}
