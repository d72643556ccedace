namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A guild, as people call it a server.</summary>
internal sealed record Guild
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>In GUILD_CREATE only.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>In GUILD_CREATE only: the threads that are open.</summary>
    public IReadOnlyList<Channel>? Threads { get; init; }
}
