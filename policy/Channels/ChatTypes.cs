namespace Moltbot.Policy.Channels;

/// <summary>The types of chat.</summary>
public static class ChatTypes
{
    public const string Direct = "direct";
    public const string Group = "group";
    public const string Channel = "channel";

    /// <summary>Reads a chat type, <c>dm</c> counting as direct; null for anything else.</summary>
    public static string? Normalize(string? raw) => raw?.Trim().ToLowerInvariant() switch
    {
        "direct" or "dm" => Direct,
        "group" => Group,
        "channel" => Channel,
        _ => null,
    };
}
