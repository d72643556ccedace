namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>channels.discord</c>.</summary>
public sealed record DiscordConfig
{
    /// <summary>Whether the channel runs at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Every account with the channel's settings merged in; <c>default</c> alone when none is listed. Never empty.</summary>
    public required IReadOnlyList<DiscordAccountConfig> Accounts { get; init; }

    /// <summary>An account by any spelling of its id; null when it is not configured.</summary>
    public DiscordAccountConfig? Account(string? id)
    {
        var wanted = ConfigIds.Account(id);
        return Accounts.FirstOrDefault(account => account.Id == wanted);
    }

    internal static DiscordConfig? From(ConfigSection section)
    {
        if (!section.Exists)
            return null;
        var enabled = section.Bool("enabled") ?? true;
        return new DiscordConfig
        {
            Enabled = enabled,
            Accounts = [.. ChannelAccounts.Ids(section).Select(id => DiscordAccountConfig.From(id, ChannelAccounts.Merge(section, id), enabled))],
        };
    }
}
