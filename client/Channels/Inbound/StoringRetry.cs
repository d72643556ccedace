using Polly;
using Polly.Retry;

namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>Tries to store an update until it is stored: nothing that comes after it is taken before, and nothing is confirmed.</summary>
internal sealed class StoringRetry
{
    private readonly ResiliencePipeline pipeline;

    /// <param name="time">The clock.</param>
    /// <param name="status">Told of each failure.</param>
    public StoringRetry(TimeProvider time, ConnectionStatus status) =>
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is not null and not OperationCanceledException),
            OnRetry = arguments => status.CannotStore(arguments.AttemptNumber + 1),
        }).Build();

    public async Task Until(Func<CancellationToken, Task> store, CancellationToken stop) =>
        await pipeline.ExecuteAsync(async token => await store(token), stop);
}
