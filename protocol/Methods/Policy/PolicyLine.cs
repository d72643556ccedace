namespace Moltbot.Protocol.Methods.Policy;

/// <summary>What one rule says.</summary>
public sealed record PolicyLine
{
    /// <summary>The layer of the tool policy, or the gate of admission.</summary>
    public required string Rule { get; init; }

    /// <summary><c>allows</c>, <c>refuses</c> or <c>nothing</c>.</summary>
    public required string Says { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The configuration key behind it.</summary>
    public string? Key { get; init; }

    /// <summary>The entry of its list that decides.</summary>
    public string? Entry { get; init; }

    /// <summary>What would turn it round.</summary>
    public PolicyChange? Change { get; init; }
}
