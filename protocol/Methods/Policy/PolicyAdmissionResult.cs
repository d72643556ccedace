namespace Moltbot.Protocol.Methods.Policy;

/// <summary>What would become of a message, and what each gate on its way says.</summary>
public sealed record PolicyAdmissionResult
{
    /// <summary><c>accept</c>, <c>drop</c>, <c>pair</c> (dropped, with a code) or <c>context</c> (kept for the next message that counts).</summary>
    public required string Outcome { get; init; }

    /// <summary>The reason that records name.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the sender may give commands.</summary>
    public required bool CommandsAllowed { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The agent that would answer.</summary>
    public string? AgentId { get; init; }

    /// <summary>The session it would go to.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The gates in order, up to the one that decides.</summary>
    public required IReadOnlyList<PolicyLine> Lines { get; init; }
}
