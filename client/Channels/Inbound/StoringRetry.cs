using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>
/// Tries to store an update until it is stored: nothing that comes after it is taken before, and nothing is confirmed. An update that cannot be
/// read is given up: it would stand before all others for ever.
/// </summary>
internal sealed partial class StoringRetry
{
    /// <summary>How often an update is read.</summary>
    public const int MostReadings = 3;

    private readonly ResiliencePipeline pipeline;
    private readonly ILogger logger;
    private readonly ConnectionStatus status;
    private bool failing;

    /// <param name="time">The clock.</param>
    /// <param name="status">Told of each failure.</param>
    /// <param name="logger">Where the causes go.</param>
    public StoringRetry(TimeProvider time, ConnectionStatus status, ILogger logger)
    {
        this.logger = logger;
        this.status = status;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception switch
            {
                null or OperationCanceledException => false,
                UnreadableUpdateException => arguments.AttemptNumber < MostReadings - 1,
                _ => true,
            }),
            OnRetry = async arguments =>
            {
                failing = true;
                var attempt = arguments.AttemptNumber + 1;
                LogNotStored(attempt, Causes.Of(arguments.Outcome.Exception!));
                await status.CannotStore(attempt, Causes.WordsOf(arguments.Outcome.Exception!));
            },
        }).Build();
    }

    /// <summary>Completes when an update is stored.</summary>
    /// <exception cref="UnreadableUpdateException">It cannot be read.</exception>
    public async Task Until(Func<CancellationToken, Task> store, CancellationToken stop)
    {
        try
        {
            await pipeline.ExecuteAsync(async token => await store(token), stop);
        }
        finally
        {
            if (failing)
            {
                failing = false;
                await status.Recovered();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A received update could not be stored (attempt {Attempt}); it is tried again: {Cause}")]
    private partial void LogNotStored(int attempt, string cause);
}
