namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>The first answer to an interaction.</summary>
internal sealed record InteractionAnswer
{
    /// <summary>"Thinking", until the answer comes.</summary>
    public const int DeferredMessage = 5;

    /// <summary>Nothing is shown.</summary>
    public const int DeferredUpdate = 6;

    public required int Type { get; init; }
}
