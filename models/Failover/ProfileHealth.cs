using System.Runtime.InteropServices;
using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>What is remembered of one credential. Immutable; the default value is "never used".</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProfileHealth
{
    /// <summary>When it last answered or failed; null = never.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Failures in a row within the policy's window.</summary>
    public int Errors { get; init; }

    /// <summary>Billing failures in a row.</summary>
    public int BillingErrors { get; init; }

    /// <summary>When it last failed.</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>Not to be asked before; judged when read.</summary>
    public DateTimeOffset? CoolsUntil { get; init; }

    /// <summary>Why it cools.</summary>
    public ModelFailureReason? Reason { get; init; }

    /// <summary>Whether it is to be left alone at that time.</summary>
    public bool IsCooling(DateTimeOffset now) => CoolsUntil > now;
}
