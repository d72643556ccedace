using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>
/// Asks models until one answers: the credentials of the first target in the policy's order, then the fallback targets
/// (runtime.md §9). Safe for concurrent use.
/// </summary>
public interface IModelRouter
{
    /// <summary>Streams one answer; ends with <see cref="ModelEventKind.Answer"/> or throws.</summary>
    /// <exception cref="ModelFailoverException">Nobody answered; carries every attempt.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; nobody else is asked and nothing is counted as a failure.</exception>
    IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken = default);

    /// <summary>The same without the pieces.</summary>
    /// <exception cref="ModelFailoverException">As above.</exception>
    Task<ModelAnswer> AskAsync(ModelRequest request, CancellationToken cancellationToken = default);
}
