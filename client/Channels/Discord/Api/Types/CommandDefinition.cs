namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A command that Discord offers when somebody types "/".</summary>
internal sealed record CommandDefinition
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>1: typed.</summary>
    public int? Type { get; init; }

    public IReadOnlyList<CommandParameter>? Options { get; init; }
}
