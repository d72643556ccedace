namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A person or a bot. <c>Id</c> never changes; the names do, at their owner's will.</summary>
internal sealed record User
{
    public required string Id { get; init; }

    public string? Username { get; init; }

    /// <summary>The name shown.</summary>
    public string? GlobalName { get; init; }

    /// <summary>Four digits for bots and old names; <c>0</c> for all others.</summary>
    public string? Discriminator { get; init; }

    public bool Bot { get; init; }
}
