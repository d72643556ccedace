namespace Moltbot.Protocol.Methods.Policy;

/// <summary>A change of the configuration.</summary>
public sealed record PolicyChange
{
    /// <summary><c>add</c> an entry to a list, <c>remove</c> one, or <c>set</c> the value.</summary>
    public required string Do { get; init; }

    /// <summary>The configuration key.</summary>
    public required string Key { get; init; }

    /// <summary>The entry, or the whole value.</summary>
    public required string Value { get; init; }
}
