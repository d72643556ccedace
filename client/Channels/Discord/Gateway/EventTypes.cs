namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>The events that something is done with. Of others nothing is kept but that they came.</summary>
internal static class EventTypes
{
    public const string Ready = "READY";
    public const string Resumed = "RESUMED";

    /// <summary>In the place of a name that means nothing here, which may be of any length.</summary>
    public const string Other = "";

    /// <summary>Those whose data is read.</summary>
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal)
    {
        Ready,
        "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "MESSAGE_REACTION_ADD", "INTERACTION_CREATE",
        "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE",
        "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE",
    };

    /// <summary>Whether the data of an event is of use.</summary>
    public static bool IsRead(string? type) => type is not null && Read.Contains(type);

    /// <summary>The name as it is kept.</summary>
    public static string Known(string type) => type == Resumed || IsRead(type) ? type : Other;
}
