using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>A command that waits for its answer.</summary>
internal sealed class OpenInteraction(Interaction interaction, Task<bool> answered, DateTimeOffset ends)
{
    public Interaction Interaction => interaction;

    /// <summary>Whether Discord was told that it arrived.</summary>
    public Task<bool> Answered => answered;

    /// <summary>Until when Discord takes answers.</summary>
    public DateTimeOffset Ends => ends;

    /// <summary>Whether a piece stands in the place of "thinking".</summary>
    public bool IsFilled { get; set; }
}
