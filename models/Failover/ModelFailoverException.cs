using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>No model answered.</summary>
public sealed class ModelFailoverException(string message, IReadOnlyList<ModelAttempt> attempts)
    : Exception(message, attempts.LastOrDefault(a => a.Error is not null)?.Error)
{
    /// <summary>Every attempt in order; empty when there was nobody to ask.</summary>
    public IReadOnlyList<ModelAttempt> Attempts { get; } = attempts;

    /// <summary>The last failure that was more than a skipped credential.</summary>
    public ModelException? Last { get; } = attempts.LastOrDefault(a => a.Error is not null)?.Error;

    /// <summary>Compact the conversation and ask again.</summary>
    public bool IsContextOverflow => Last?.IsContextOverflow ?? false;
}
