namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A row of buttons, or one of its buttons.</summary>
internal sealed record MessageComponent
{
    /// <summary>A row, of at most <see cref="MostInRow"/> buttons.</summary>
    public const int Row = 1;

    /// <summary>A button.</summary>
    public const int Button = 2;

    /// <summary>How a button looks that is neither praised nor warned of.</summary>
    public const int Plain = 2;

    /// <summary>How many buttons a row holds.</summary>
    public const int MostInRow = 5;

    public required int Type { get; init; }

    /// <summary>A row's buttons.</summary>
    public IReadOnlyList<MessageComponent>? Components { get; init; }

    public int? Style { get; init; }

    /// <summary>At most 80 characters.</summary>
    public string? Label { get; init; }

    /// <summary>What comes back when it is pressed, at most 100 characters.</summary>
    public string? CustomId { get; init; }
}
