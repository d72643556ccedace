namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>What was used.</summary>
internal sealed record InteractionData
{
    /// <summary>Of a command: its name.</summary>
    public string? Name { get; init; }

    /// <summary>Of a command: 1 for one that is typed.</summary>
    public int? Type { get; init; }

    /// <summary>Of a command: what was given with it.</summary>
    public IReadOnlyList<CommandOption>? Options { get; init; }

    /// <summary>Of a component: its data.</summary>
    public string? CustomId { get; init; }
}
