using Moltbot.Models.Providers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Moltbot.Models.Transport;

/// <summary>
/// Retry and circuit breaker of one client, so of one tenant's credential at one provider. Only the request up to the
/// response's headers is repeated: after that the answer may have been shown. What fails later still counts for the breaker.
/// </summary>
internal sealed class ModelResilience
{
    private readonly ResiliencePipeline retry;
    private readonly ResiliencePipeline breaker;

    public ModelResilience(ModelTransportOptions options, TimeProvider time)
    {
        retry = options.MaxRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<ModelException>(
                    e => e.IsTransient && !(e.RetryAfter > options.MaxRetryAfter)),
                DelayGenerator = static a => ValueTask.FromResult((a.Outcome.Exception as ModelException)?.RetryAfter),
            })
            .Build();
        breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = options.BreakerThreshold,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerPause,
                ShouldHandle = new PredicateBuilder().Handle<ModelException>(IsProvidersFault),
            })
            .Build();
    }

    /// <exception cref="BrokenCircuitException">Not sent.</exception>
    public ValueTask<T> SendAsync<T, TState>(
        Func<TState, CancellationToken, ValueTask<T>> send, TState state, CancellationToken cancellationToken) =>
        retry.ExecuteAsync(
            static (s, token) => s.Breaker.ExecuteAsync(s.Send, s.State, token),
            (Breaker: breaker, Send: send, State: state), cancellationToken);

    /// <summary>Counts a failure that came after the headers.</summary>
    public void Count(ModelException error)
    {
        try
        {
            breaker.Execute(static e => throw e, error);
        }
        catch (Exception e) when (e is ModelException or BrokenCircuitException)
        {
            // It only had to pass through.
        }
    }

    private static bool IsProvidersFault(ModelException e) => e.Reason is ModelFailureReason.Server or ModelFailureReason.Timeout;
}
