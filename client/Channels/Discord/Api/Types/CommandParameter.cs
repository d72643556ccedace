namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A value that a command takes.</summary>
internal sealed record CommandParameter
{
    public const int Text = 3;

    public required int Type { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public bool? Required { get; init; }

    /// <summary>What may be picked; null where anything may be written.</summary>
    public IReadOnlyList<CommandChoice>? Choices { get; init; }
}
