namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>One of the values that somebody may pick for a command, at most 25 of them.</summary>
internal sealed record CommandChoice
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
