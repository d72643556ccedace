namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>dm</c>: direct chats, and group chats outside guilds.</summary>
public sealed record DiscordDmConfig
{
    /// <summary>Whether direct messages are looked at.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary><c>pairing</c>, <c>allowlist</c>, <c>open</c> or <c>disabled</c> (the seed's <c>closed</c> reads as <c>disabled</c>).</summary>
    public string Policy { get; init; } = "pairing";

    public IReadOnlyList<string> AllowFrom { get; init; } = [];

    /// <summary>Whether messages of group chats outside guilds are looked at.</summary>
    public bool GroupEnabled { get; init; }

    /// <summary>Those group chats; null for all.</summary>
    public IReadOnlyList<string>? GroupChannels { get; init; }

    internal static DiscordDmConfig From(ConfigSection section) => new()
    {
        Enabled = section.Bool("enabled") ?? true,
        Policy = section.String("policy") switch { null => "pairing", "closed" => "disabled", var policy => policy },
        AllowFrom = section.Strings("allowFrom"),
        GroupEnabled = section.Bool("groupEnabled") ?? false,
        GroupChannels = section.StringsOrNull("groupChannels"),
    };
}
