namespace Moltbot.GrainInterfaces.Policy;

/// <summary>A change of the configuration that would turn a rule's word round.</summary>
[GenerateSerializer, Alias("moltbot.PolicyChange"), Immutable]
public sealed record PolicyChange
{
    /// <summary><c>add</c> an entry to a list, <c>remove</c> one, or <c>set</c> the value.</summary>
    [Id(0)] public required string Do { get; init; }

    /// <summary>The configuration key.</summary>
    [Id(1)] public required string Key { get; init; }

    /// <summary>The entry, or the whole value.</summary>
    [Id(2)] public required string Value { get; init; }
}
