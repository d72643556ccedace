namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>What a role was made for.</summary>
internal sealed record RoleTags
{
    /// <summary>The bot that it stands for; Discord makes one for each bot that is let in.</summary>
    public string? BotId { get; init; }
}
